import { defineEvent } from '#app/values/event.ts';

/*
 * These sentences stay for good, so none of them says whom a request was about.
 */

type Asked = { kind: 'export' | 'erasure' };
const what = { export: 'a copy of their data', erasure: 'to be forgotten' };

export const privacyRequested = defineEvent(
  'privacy_request.made',
  ['supplier'],
  ({ kind }: Asked) => `recorded that a person asks for ${what[kind]}`,
);
export const privacyWithdrawn = defineEvent(
  'privacy_request.withdrawn',
  ['supplier'],
  (_: Asked) => 'took the request back',
);
export const privacyRefused = defineEvent(
  'privacy_request.refused',
  ['supplier'],
  (_: Asked) => 'refused the request',
);
export const privacyExported = defineEvent(
  'privacy_request.exported',
  ['supplier'],
  ({ rows, files }: { rows: number; files: number }) =>
    `handed out ${rows} records and ${files} files about the person`,
);
export const personErased = defineEvent(
  'privacy_request.erased',
  ['supplier'],
  ({ rows, files }: { rows: number; files: number }) =>
    `erased the person from ${rows} records and removed ${files} files; documents and totals stand`,
);
export const retentionChanged = defineEvent(
  'retention.changed',
  [],
  ({ documentType, months }: { documentType: string; months: number }) =>
    `set the retention of \u201c${documentType}\u201d to ${months} months`,
);
export const retentionPurged = defineEvent(
  'retention.purged',
  [],
  ({ documentType, count }: { documentType: string; count: number }) =>
    `removed or erased ${count} of \u201c${documentType}\u201d, whose time was over`,
);
