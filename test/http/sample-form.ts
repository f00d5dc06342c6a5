import { randomUUID } from 'node:crypto';
import { z } from 'zod';

type Def = {
  type: string;
  innerType?: z.ZodType;
  in?: z.ZodType;
  options?: z.ZodType[];
  entries?: Record<string, string>;
  values?: unknown[];
  element?: z.ZodType;
};
const defOf = (schema: z.ZodType) => (schema as unknown as { _zod: { def: Def } })._zod.def;

/** What a person might type into a field, by what it is called: the first that the field takes is used. */
const typed = [
  [/On$|From$|Until$|To$|Day$|date|^day$/i, ['2026-12-01', '2026-12-06']],
  [/month/i, ['2026-11']],
  [/rate|amount|funds|price|Minor|above/i, ['50.00', '50']],
  [/percent|share|fraction|fee|tolerance|markup/i, ['5', '2.5']],
  [/email/i, ['somebody@people.example']],
  [/zone/i, ['America/Los_Angeles']],
  [/hours|minutes/i, ['40', '8:00']],
  [/code/i, ['ABC', '021000021']],
] as const;
const anything = [
  'It was agreed so.',
  '2026',
  'https://provider.example',
  'ABC',
  '40',
  '2026-12-01',
  '2026-12',
  '50.00',
  '1',
  'US',
  '123456789',
  '021000021',
  'true',
  'on',
  'a@b.example',
];

/**
 * Fields that a form schema takes, one way or another: enough for a command to be reached and to say who may.
 * Null where none of the guesses is taken.
 */
export function sampleOf(schema: z.ZodType): Record<string, string> | null {
  const def = defOf(schema);
  if (def.type === 'pipe' && def.in) return sampleOf(def.in);
  if (def.type === 'union') {
    for (const option of def.options ?? []) {
      const sample = sampleOf(option);
      if (sample) return sample;
    }
    return null;
  }
  if (!(schema instanceof z.ZodObject)) return null;
  const fields: Record<string, string> = {};
  for (const [name, field] of Object.entries<z.ZodType>(schema.shape)) {
    const filled = fill(name, field);
    if (filled === null) return null;
    Object.assign(fields, filled);
  }
  return fields;
}

/** The names of the fields that a form knows, whichever of its kinds is handed in. */
export function fieldsOf(form: z.ZodType): string[] {
  if (form instanceof z.ZodObject) return Object.keys(form.shape);
  const def = defOf(form);
  if (def.type === 'union') return (def.options ?? []).flatMap(fieldsOf);
  if (def.type === 'pipe' && def.in) return fieldsOf(def.in);
  return [];
}

/** The entries for one field: none where it may be left out, null where nothing fits. */
function fill(name: string, field: z.ZodType): Record<string, string> | null {
  if (field.safeParse(undefined).success) return {};
  const def = defOf(field);
  if (def.type === 'array' && def.element) {
    if (field.safeParse([]).success) return {};
    return fill(`${name}[0]`, def.element);
  }
  if (def.type === 'object') {
    const shape = (field as z.ZodObject).shape as Record<string, z.ZodType>;
    const inner = Object.entries(shape).map(([key, each]) => fill(`${name}.${key}`, each));
    return inner.includes(null) ? null : (Object.assign({}, ...inner) as Record<string, string>);
  }
  const byName = typed.flatMap(([pattern, values]) => (pattern.test(name) ? values : []));
  const chosen = [...Object.values(def.entries ?? {}), ...(def.values ?? []).map(String)];
  const guesses = [...chosen, randomUUID(), ...byName, ...anything];
  const taken = guesses.find((guess) =>
    [guess, Number(guess), guess === 'true'].some(
      (value) => field.safeParse(value).success && value !== false,
    ),
  );
  return taken === undefined ? null : { [name]: taken };
}
