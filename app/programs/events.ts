import { defineEvent, type Changed } from '#app/values/event.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatDate } from '#app/values/week.ts';

const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

export const programCreated = defineEvent<{ code: string; clientName: string }>(
  'program.created',
  ['client'],
  ({ code, clientName }) => `opened the program ${code} for ${clientName}`,
);

export const termsAgreed = defineEvent<{ termsId: string; effectiveFrom: string; changed: Changed }>(
  'program.termsAgreed',
  ['client'],
  ({ effectiveFrom }) => `set new terms from ${formatDate(effectiveFrom)}`,
);

export const publicationChanged = defineEvent<{ payRate: boolean; clientFee: boolean; changed: Changed }>(
  'program.publicationChanged',
  ['client'],
  ({ payRate, clientFee }) =>
    `decided that pay rates are ${payRate ? 'published to the client' : 'not published'} and the client’s fees ` +
    (clientFee ? 'are published to suppliers' : 'are not'),
);

type Fee = { feeId: string; label: string; funding: string; fraction: string };

export const feeAdded = defineEvent<Fee & { startsOn: string; endsOn: string | null }>(
  'program.feeAdded',
  ['client'],
  ({ label, funding, fraction, startsOn, endsOn }) =>
    `added the ${funding}-funded fee “${label}”, ${formatPercent(fraction)} from ${formatDate(startsOn)}` +
    (endsOn ? ` to ${formatDate(endsOn)}` : ''),
);

export const feeEnded = defineEvent<{ feeId: string; label: string; endsOn: string }>(
  'program.feeEnded',
  ['client'],
  ({ label, endsOn }) => `ended the fee “${label}” after ${formatDate(endsOn)}`,
);

export const flatFeeAdded = defineEvent<{ feeId: string; label: string; amount: string; startsOn: string }>(
  'program.flatFeeAdded',
  ['client'],
  ({ label, amount, startsOn }) => `added the flat fee “${label}”, ${amount} from ${formatDate(startsOn)}`,
);

export const flatFeeEnded = defineEvent<{ feeId: string; label: string; endsOn: string }>(
  'program.flatFeeEnded',
  ['client'],
  ({ label, endsOn }) => `ended the flat fee “${label}” after ${formatDate(endsOn)}`,
);

type Place = { code: string; name: string };

export const siteAdded = defineEvent<Place>(
  'program.siteAdded',
  ['client'],
  ({ code, name }) => `added the site ${code} ${name}`,
);

export const departmentAdded = defineEvent<Place>(
  'program.departmentAdded',
  ['client'],
  ({ code, name }) => `added the department ${code} ${name}`,
);

export const costCenterAdded = defineEvent<Place>(
  'program.costCenterAdded',
  ['client'],
  ({ code, name }) => `added the cost center ${code} ${name}`,
);

export const rateCardPreviewed = defineEvent<{ fileName: string; rows: number; refused: number }>(
  'rateCardImport.previewed',
  [],
  ({ fileName, rows, refused }) =>
    `read ${fileName}: ${count(rows, 'row', 'rows')}, ${refused === 0 ? 'none' : refused.toLocaleString('en')} refused`,
);

export const rateCardPosted = defineEvent<{
  importId: string;
  effectiveFrom: string;
  added: number;
  changed: number;
  same: number;
}>(
  'rateCardImport.posted',
  ['client'],
  ({ effectiveFrom, added, changed }) =>
    `posted a rate card from ${formatDate(effectiveFrom)}: ${count(added, 'new rate', 'new rates')}, ${changed.toLocaleString('en')} changed`,
);

export const rateCardDiscarded = defineEvent<{ fileName: string }>(
  'rateCardImport.discarded',
  [],
  ({ fileName }) => `discarded ${fileName}; nothing of it was posted`,
);

export const cardAdded = defineEvent<{
  cardId: string;
  jobId: string;
  title: string;
  startsOn: string;
  endsOn: string | null;
}>(
  'program.cardAdded',
  ['client'],
  ({ title, startsOn, endsOn }) =>
    `set a rate card for ${title} from ${formatDate(startsOn)}` + (endsOn ? ` to ${formatDate(endsOn)}` : ''),
);

export const cardsUploaded = defineEvent<{ uploadId: string; fileName: string; rows: number }>(
  'program.cardsUploaded',
  [],
  ({ fileName, rows }) => `read ${fileName}, a file of rate cards: ${count(rows, 'row', 'rows')}`,
);

export const cardsPosted = defineEvent<{
  uploadId: string;
  fileName: string;
  added: number;
  changed: number;
  same: number;
}>(
  'program.cardsPosted',
  ['client'],
  ({ added, changed }) =>
    `posted a file of rate cards: ${count(added, 'new card', 'new cards')}, ${changed.toLocaleString('en')} changed`,
);

export const siteGroupAdded = defineEvent<Place>(
  'program.siteGroupAdded',
  ['client'],
  ({ code, name }) => `added the site group ${code} ${name}`,
);

export const siteRegrouped = defineEvent<{ site: string; group: string | null }>(
  'program.siteRegrouped',
  ['client'],
  ({ site, group }) =>
    group ? `put ${site} into the site group ${group}` : `took ${site} out of its site group`,
);
