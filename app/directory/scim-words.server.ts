import SCIMMY from 'scimmy';

/** The largest page of a list, and what is looked through for a filter that no index answers. */
export const MOST_RESULTS = 200;
export const MOST_LOOKED_THROUGH = 10_000;
const PAGE = 100;

SCIMMY.Config.set({
  patch: true,
  filter: { supported: true, maxResults: MOST_RESULTS },
  etag: true,
  sort: false,
  bulk: false,
  changePassword: false,
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'The token that the organization’s administrator made in Muster.',
    },
  ],
} as never);
// What an organization keeps of its people besides is taken without complaint, and not kept.
SCIMMY.Resources.User.extend(SCIMMY.Schemas.EnterpriseUser, false);
SCIMMY.Resources.declare(SCIMMY.Resources.User as never);
SCIMMY.Resources.declare(SCIMMY.Resources.Group as never);

/** A refusal in SCIM's own words (RFC 7644, 3.12). */
export class ScimRefusal extends Error {
  constructor(
    readonly status: number,
    readonly scimType: 'uniqueness' | 'invalidValue' | 'invalidFilter' | 'invalidSyntax' | 'tooMany' | null,
    message: string,
  ) {
    super(message);
  }
}

export const noSuch = (): ScimRefusal => new ScimRefusal(404, null, 'There is no such resource.');

const messageId = (name: string) => `urn:ietf:params:scim:api:messages:2.0:${name}`;

/** What a failure becomes for the directory: a sentence and a status, and nothing of how we are made. */
export function asError(error: unknown): { status: number; body: Record<string, unknown> } {
  const said = (status: number, detail: string, scimType?: string | null) => ({
    status,
    body: {
      schemas: [messageId('Error')],
      status: String(status),
      ...(scimType ? { scimType } : {}),
      detail,
    },
  });
  if (error instanceof ScimRefusal) return said(error.status, error.message, error.scimType);
  if (error instanceof SCIMMY.Types.Error) return said(Number(error.status), error.message, error.scimType);
  // The library says so where a value has the wrong type.
  if (error instanceof TypeError && /attribute|schema|parameter|filter/i.test(error.message))
    return said(400, error.message, 'invalidValue');
  return said(500, 'Something went wrong on our side.');
}

type Expressions = Record<string, [string, unknown] | Record<string, [string, unknown]>>[];

export type Asked = {
  filter: SCIMMY.Types.Filter | undefined;
  attributes: SCIMMY.Types.Filter | undefined;
  startIndex: number;
  count: number;
};

/** What a list or a resource is asked for. Repeated or odd parameters are taken as not given. */
export function askedOf(query: Record<string, unknown>): Asked {
  const text = (name: string) => {
    const value = query[name];
    return typeof value === 'string' && value.trim() ? value : undefined;
  };
  const number = (name: string, otherwise: number) => {
    const value = Number.parseInt(text(name) ?? '', 10);
    return Number.isNaN(value) ? otherwise : value;
  };
  const [filter, attributes, excludedAttributes] = ['filter', 'attributes', 'excludedAttributes'].map(text);
  const parsed = new SCIMMY.Resources.User({
    ...(filter ? { filter } : {}),
    ...(attributes ? { attributes } : {}),
    ...(excludedAttributes ? { excludedAttributes } : {}),
  } as never);
  if (parsed.filter && ![...(parsed.filter as unknown as unknown[])].every(isWhole))
    throw new ScimRefusal(400, 'invalidFilter', 'The filter ends before it says what to compare with.');
  return {
    filter: parsed.filter,
    attributes: parsed.attributes,
    startIndex: Math.max(1, number('startIndex', 1)),
    count: Math.min(MOST_RESULTS, Math.max(0, number('count', PAGE))),
  };
}

const comparisons = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']);

/** Whether every comparison of a filter has something to compare with: the library takes half a one for a whole. */
function isWhole(expression: unknown): boolean {
  if (Array.isArray(expression)) {
    const [first, ...rest] = expression as unknown[];
    if (Array.isArray(first) || typeof first === 'object') return [first, ...rest].every(isWhole);
    if (first === 'not') return isWhole(rest);
    return typeof first === 'string' && (!comparisons.has(first) || rest.length > 0);
  }
  return typeof expression === 'object' && expression !== null && Object.values(expression).every(isWhole);
}

/** The one `attribute eq "value"` that directories ask for before they make somebody, or null for any other filter. */
export function onlyEquals(filter: SCIMMY.Types.Filter | undefined): { path: string; value: string } | null {
  const expressions = [...((filter ?? []) as unknown as Expressions)];
  if (expressions.length !== 1) return null;
  const [[path, test] = ['', null], ...more] = Object.entries(expressions[0] ?? {});
  if (more.length > 0) return null;
  if (Array.isArray(test)) {
    const [operator, value] = test;
    return operator === 'eq' && typeof value === 'string' ? { path: path.toLowerCase(), value } : null;
  }
  const [[inner, innerTest] = ['', null], ...others] = Object.entries(test ?? {});
  if (others.length > 0 || !Array.isArray(innerTest)) return null;
  const [operator, value] = innerTest;
  return operator === 'eq' && typeof value === 'string'
    ? { path: `${path}.${inner}`.toLowerCase(), value }
    : null;
}

/** A page of a list. The page is cut from what was found, because SCIM counts and does not use cursors. */
export function listOf<R>(
  found: R[],
  { startIndex, count }: Asked,
): { page: R[]; around: (rows: unknown[]) => unknown } {
  const page = found.slice(startIndex - 1, startIndex - 1 + count);
  return {
    page,
    around: (rows) => ({
      schemas: [messageId('ListResponse')],
      totalResults: found.length,
      startIndex,
      itemsPerPage: rows.length,
      Resources: rows,
    }),
  };
}

/** Some directories send truth as the text «True» or «False» (Microsoft Entra ID does in its patches). */
export function withPlainTruths(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPlainTruths);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
    if (/^(active|primary)$/i.test(key)) return [key, truth(inner)];
    if (key === 'value' && isActive((value as { path?: unknown }).path)) return [key, truth(inner)];
    return [key, withPlainTruths(inner)];
  });
  return Object.fromEntries(entries);
}

const isActive = (path: unknown) => typeof path === 'string' && /(^|[:.])active$/i.test(path);
const truth = (value: unknown) =>
  typeof value === 'string' && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value;

/** A body that speaks of one thing. */
export function objectOf(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new ScimRefusal(400, 'invalidSyntax', 'The request has no JSON object in its body.');
  return withPlainTruths(body) as Record<string, unknown>;
}

/** A resource as it is sent: its schema is named even where only some attributes were asked for. */
export function plainly(schema: string, resource: object): Record<string, unknown> {
  return { schemas: [schema], ...(JSON.parse(JSON.stringify(resource)) as Record<string, unknown>) };
}
