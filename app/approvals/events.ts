import { defineEvent } from '#app/values/event.ts';
import { kindsInWords } from '#app/values/approval-kinds.ts';
import { formatDate } from '#app/values/week.ts';

type Given = { fromName: string; toName: string; kinds: string[]; startsOn: string; endsOn: string };

export const delegationGiven = defineEvent<Given>(
  'delegation.given',
  ['client'],
  ({ fromName, toName, kinds, startsOn, endsOn }) =>
    `let ${toName} stand in for ${fromName} from ${formatDate(startsOn)} to ${formatDate(endsOn)}: ${kindsInWords(kinds).toLowerCase()}`,
);
export const delegationEnded = defineEvent<Given>(
  'delegation.ended',
  ['client'],
  ({ fromName, toName }) => `ended that ${toName} stands in for ${fromName}`,
);
