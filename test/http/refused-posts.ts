import {
  askAll,
  combinations,
  idsFor,
  pathOf,
  refusalOf,
  statusOf,
  type Combination,
  type Setting,
} from './asking.ts';
import { about } from './forms.ts';

/** The posts to one kind of thing one after the other, so that none of them finds a row that another holds. */
export function byAddress(asked: Combination[]): Combination[][] {
  const groups = new Map<string, Combination[]>();
  for (const one of asked) {
    const place = one.address.pattern.split('/')[0] ?? '';
    groups.set(place, [...(groups.get(place) ?? []), one]);
  }
  return [...groups.values()];
}

type Answers = Map<string, Map<string, number>>;

/**
 * Posts every form and presses every button as everybody who may not, and tells what was answered otherwise than with
 * the refusal that policy and wall ask for.
 * @param chosen which of the combinations; all of them unless told
 */
export async function refusedPosts(
  setting: Setting,
  samples: Map<string, Record<string, string>>,
  chosen: (combination: Combination) => boolean = () => true,
): Promise<{ differences: string[]; answers: Answers; count: number }> {
  const differences: string[] = [];
  const answers: Answers = new Map();
  let count = 0;
  const guarded = combinations(setting, (line) => line.hand ?? line.press).filter(chosen);
  await askAll(byAddress(guarded), async (ofOne) => {
    for (const { address, line, who, kind } of ofOne) {
      const guard = line.hand ?? line.press;
      const ids = await idsFor(setting, line, kind, who.actor);
      const refusal = !guard ? 405 : ids && refusalOf(line, guard, { actor: who.actor, ids, kind });
      const sample = samples.get(address.pattern) ?? {};
      if (!ids || !refusal || (guard && !samples.has(address.pattern))) continue;
      const form = about(sample, setting.world, who.actor.organizationId);
      const answer = await setting.served.ask(pathOf(address, ids), {
        ...{ method: 'POST', cookie: who.cookie, form },
      });
      const status = statusOf(answer);
      count += 1;
      if (kind === 'own') cellOf(answers, address.pattern || '/').set(who.name, status);
      // A command that finds nothing it could change says so before it says who may: 404 tells less than 403.
      const expected: number[] =
        refusal !== 405 && (refusal === 403 || kind === 'crossed') ? [403, 404] : [refusal];
      if ((kind === 'crossed' || kind === 'deleted') && line.instead) expected.push(line.instead.status);
      if (!expected.includes(status))
        differences.push(
          `POST ${address.pattern} (${kind}) as ${who.name}: ${status}, expected ${expected.join(' or ')}`,
        );
    }
  });
  return { differences, answers, count };
}

function cellOf(answers: Map<string, Map<string, number>>, row: string): Map<string, number> {
  const cells = answers.get(row) ?? new Map<string, number>();
  answers.set(row, cells);
  return cells;
}
