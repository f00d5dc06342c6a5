/**
 * A lifecycle is a table: status → verb → next status. It is data, so that it can be drawn, tested against the
 * database, and read in one glance. Only `platform/lifecycle.server.ts` moves a row along it.
 */
type Moves = Record<string, Record<string, string>>;

export type Lifecycle<T extends Moves = Moves> = {
  /** The thing's name in `app.lifecycle_transition`. */
  thing: string;
  /** The database table that carries the `status`. */
  table: string;
  moves: T;
};

export type StatusOf<L> = L extends Lifecycle<infer T> ? Extract<keyof T, string> : never;
export type VerbOf<L> =
  L extends Lifecycle<infer T> ? { [S in keyof T]: Extract<keyof T[S], string> }[keyof T] : never;

/**
 * Defines a lifecycle. Every status that a verb leads to must itself be listed, with `{}` when it is final.
 * @param thing name of the thing, and of its table unless `table` says otherwise
 */
export function defineLifecycle<const T extends Moves>(thing: string, moves: T, table = thing): Lifecycle<T> {
  for (const [from, verbs] of Object.entries(moves))
    for (const [verb, to] of Object.entries(verbs))
      if (!(to in moves)) throw new Error(`${thing}: ${from} –${verb}→ ${to}, which is not a status`);
  return { thing, table, moves };
}

/** Where the verb leads from this status, or undefined where it is not allowed. */
export function next<T extends Moves>(
  lifecycle: Lifecycle<T>,
  from: string,
  verb: string,
): string | undefined {
  return lifecycle.moves[from]?.[verb];
}

/** The statuses from which the verb may be said. */
export function statusesBefore<T extends Moves>(lifecycle: Lifecycle<T>, verb: string): string[] {
  return Object.keys(lifecycle.moves).filter((from) => lifecycle.moves[from]?.[verb] !== undefined);
}

export function verbsFrom<T extends Moves>(lifecycle: Lifecycle<T>, from: string): string[] {
  return Object.keys(lifecycle.moves[from] ?? {});
}

/** Every legal move, for the test that compares this table with the database's. */
export function transitionsOf(lifecycle: Lifecycle): { from: string; verb: string; to: string }[] {
  return Object.entries(lifecycle.moves).flatMap(([from, verbs]) =>
    Object.entries(verbs).map(([verb, to]) => ({ from, verb, to })),
  );
}

/** The picture that each slice's README shows, in Mermaid. */
export function diagramOf(lifecycle: Lifecycle): string {
  const lines = transitionsOf(lifecycle).map(({ from, verb, to }) => `  ${from} --> ${to}: ${verb}`);
  return ['stateDiagram-v2', ...lines].join('\n');
}
