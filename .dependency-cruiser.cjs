/**
 * Who may import whom. One ordered list, upstream first, makes the rules: work flows down it, imports point up it.
 * What a slice further down must tell one further up travels as an event, never as an import.
 */
const slices = [
  // Second factors: codes, recovery codes, passkeys. Knows no session.
  'factors',
  'access',
  // Single sign-on and provisioning: an organization's own directory as a door.
  'directory',
  // Who belongs to an organization, and as what.
  'people',
  'programs',
  'suppliers',
  'taxes',
  'purchase-orders',
  'approvals',
  'requisitions',
  'submittals',
  'assignments',
  'timesheets',
  'expenses',
  'ledger',
  'invoices',
  'corrections',
  'payments',
  'accruals',
  'spend',
  // Reads every slice, to say where a number came from.
  'proofs',
  // Service levels, and the credits that a missed one costs.
  'scorecards',
  // What is known about a person, and for how long.
  'privacy',
  // Read-only: the trail, its seal, and who may do what.
  'audit',
  // Read-only and at the far end: everybody's queue of what waits for them.
  'home',
];

const values = '^app/values/';
const ui = '^app/ui/';
const platform = '^app/platform/';
const emails = '^emails/';
const db = '^db/';
const house = '^(app|db|emails|test)/';
const tests = '[.]test[.]tsx?$';

/** Files that match `from` may import, of this house, only what matches one of `allowed`. */
function mayOnlyImport(name, comment, from, allowed) {
  return { name, comment, severity: 'error', from, to: { path: house, pathNot: allowed } };
}

function rulesOfSlice(slice, index) {
  const own = `^app/${slice}/`;
  const parts = `${own}parts/`;
  const pages = `${own}pages/`;
  const work = [`${own}commands/`, `${own}.*[.]server[.]tsx?$`];
  // A path that lies straight in the slice and is not server code: lifecycle, rules, forms, events, arithmetic.
  const pure = `${own}(?!(pages|parts|commands)/)(?!.*[.]server[.]tsx?$)`;
  const upstream = slices.slice(0, index);
  const counters = upstream.map((other) => `^app/${other}/public[.]server[.]ts$`);
  // Besides the counter, the two pure files that name a slice's news and its statuses: to react to an event or to
  // move a row one needs their types, and a copy of them behind the counter would be the same words twice.
  const names = upstream.map((other) => `^app/${other}/(events|lifecycle)[.]ts$`);
  return [
    mayOnlyImport(
      `${slice}-pure`,
      'Pure files know values and each other: no database, no clock, no framework.',
      { path: pure, pathNot: tests },
      [values, pure],
    ),
    mayOnlyImport(`${slice}-parts`, 'Components show what they are given.', { path: parts, pathNot: tests }, [
      ui,
      values,
      pure,
      parts,
    ]),
    mayOnlyImport(
      `${slice}-work`,
      'Queries and commands reach other slices only upstream, and only over the counter (public.server.ts).',
      { path: work, pathNot: [tests, pages, parts] },
      [platform, values, db, emails, own, ...counters, ...names],
    ),
    mayOnlyImport(
      `${slice}-pages`,
      'Pages ask their own slice; they never see the database or another slice.',
      { path: pages, pathNot: tests },
      [platform, ui, values, own],
    ),
  ];
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    mayOnlyImport('values', 'Values are leaves.', { path: values, pathNot: tests }, [values]),
    mayOnlyImport('ui', 'Presentation only.', { path: ui, pathNot: tests }, [ui, values]),
    mayOnlyImport('emails', 'A message shows what it is given.', { path: emails, pathNot: tests }, [
      emails,
      values,
    ]),
    mayOnlyImport(
      'db',
      'The database knows no slice; only the seed, which plays a whole program through, does.',
      { path: db, pathNot: [tests, '^db/seed/'] },
      [db, values],
    ),
    mayOnlyImport(
      'platform',
      'Every slice stands on the platform; it knows none of them.',
      { path: platform, pathNot: tests },
      [platform, values, ui, db, emails],
    ),
    ...slices.flatMap(rulesOfSlice),
    {
      name: 'tests-stay-outside',
      comment: 'What runs in production imports nothing that exists for tests.',
      severity: 'error',
      from: { path: '^(app|db|emails)/', pathNot: [tests, '[.]fixture[.]tsx?$', '^db/seed/'] },
      to: { path: ['^test/', tests, '[.]fixture[.]tsx?$'] },
    },
    {
      name: 'no-development-packages',
      comment: 'A package that production needs belongs to the dependencies.',
      severity: 'error',
      from: { path: '^(app|db|emails)/', pathNot: [tests] },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'known-folders',
      comment: 'A new folder in app/ is a new slice: give it its place in the list above.',
      severity: 'error',
      from: {},
      to: { path: '^app/[^/]+/', pathNot: `^app/(values|ui|platform|${slices.join('|')})/` },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^build/'] },
    // A type is knowledge too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
