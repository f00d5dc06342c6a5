/** What one source says. Null where the source knows no such number: a ledger has no hours. */
export type Measure = { count: number | null; minutes: number | null; minor: number | null };

/** One line of a side: what was counted, in words. */
export type Part = Measure & { label: string };

/** One side of a control; where it is made of several parts, each stands by itself. */
export type Side = { label: string; parts: Part[] };

/** Two sides that must be equal, each from a source of its own. */
export type Control = {
  title: string;
  first: Side;
  second: Side;
  /** What to do where they are not, in a sentence. */
  otherwise: string;
  /** Whether parts are named also where they are nothing: that nothing is open is an answer. */
  showsNothing?: boolean;
};

export type ControlGroup = { title: string; lead: string; controls: Control[] };

const measures = ['count', 'minutes', 'minor'] as const;

/** A part of a side. What is left out is not known to its source. */
export const part = (label: string, known: Partial<Measure>): Part => ({
  ...{ label, count: null, minutes: null, minor: null },
  ...known,
});

/** A side that is one number of each kind. */
export const side = (label: string, known: Partial<Measure>): Side => ({
  label,
  parts: [part(label, known)],
});

/** The parts together; null where none of them knows such a number. */
export function totalOf({ parts }: Side): Measure {
  const total: Measure = { count: null, minutes: null, minor: null };
  for (const one of parts)
    for (const measure of measures) {
      const value = one[measure];
      if (value !== null) total[measure] = (total[measure] ?? 0) + value;
    }
  return total;
}

/** The first side less the second, where both know the number. */
export function differenceOf({ first, second }: Control): Measure {
  const [one, other] = [totalOf(first), totalOf(second)];
  const less = (measure: (typeof measures)[number]): number | null => {
    const [a, b] = [one[measure], other[measure]];
    return a === null || b === null ? null : a - b;
  };
  return { count: less('count'), minutes: less('minutes'), minor: less('minor') };
}

export const agrees = (control: Control): boolean =>
  Object.values(differenceOf(control)).every((value) => value === null || value === 0);

/** All controls in their order, each with the number that it is called by on every screen. */
export const numbered = (groups: ControlGroup[]): { number: number; control: Control }[] =>
  groups.flatMap(({ controls }) => controls).map((control, place) => ({ number: place + 1, control }));
