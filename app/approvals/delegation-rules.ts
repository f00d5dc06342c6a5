import type { ApprovalKind } from '#app/values/approval-kinds.ts';
import { approvalKinds } from '#app/values/approval-kinds.ts';
import { problem, type Problem } from '#app/values/result.ts';
import { addDays, formatDate } from '#app/values/week.ts';

/** So long at most, and so far ahead. */
export const MAX_DAYS = 90;

type Days = { startsOn: string; endsOn: string };

/** A delegation lies between two days: not in the past, at most ninety days long, begun within ninety days. */
export function daysFit({ startsOn, endsOn }: Days, today: string): Problem[] {
  const problems: Problem[] = [];
  if (startsOn < today)
    problems.push(
      problem('startsOn', `Begin today, ${formatDate(today)}, or later: what is past is decided.`),
    );
  if (startsOn > addDays(today, MAX_DAYS))
    problems.push(
      problem('startsOn', `Begin within ${MAX_DAYS} days, by ${formatDate(addDays(today, MAX_DAYS))}.`),
    );
  if (endsOn < startsOn) problems.push(problem('endsOn', 'The last day lies before the first.'));
  const latest = addDays(startsOn, MAX_DAYS - 1);
  if (endsOn > latest)
    problems.push(
      problem('endsOn', `At most ${MAX_DAYS} days: until ${formatDate(latest)}. It can be given again.`),
    );
  return problems;
}

/** Both take such approvals in their own roles: nobody gives what they do not have, or gets what is not for their role. */
export function kindsFit(
  kinds: readonly ApprovalKind[],
  from: { name: string; kinds: readonly ApprovalKind[] },
  to: { name: string; kinds: readonly ApprovalKind[] },
): Problem[] {
  return kinds.flatMap((kind) => {
    const words = approvalKinds[kind].toLowerCase();
    if (!from.kinds.includes(kind)) return [problem('kinds', `${from.name} does not approve ${words}.`)];
    if (!to.kinds.includes(kind))
      return [
        problem(
          'kinds',
          `${words} are not for ${to.name}’s role to approve.`.replace(/^./, (letter) =>
            letter.toUpperCase(),
          ),
        ),
      ];
    return [];
  });
}

export type Standing = 'in_force' | 'begins_later' | 'over' | 'ended';

/** Where a delegation stands on a day of the program's calendar. */
export function standingOn({ startsOn, endsOn }: Days, ended: boolean, today: string): Standing {
  if (ended) return 'ended';
  if (endsOn < today) return 'over';
  return startsOn > today ? 'begins_later' : 'in_force';
}
