import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { testDatabase } from '#test/setup/database.ts';
import { days } from './days.ts';
import type { ChosenFile, Living } from './living.ts';

/** The law of taxes, which all programs share, and who is exempt from it. */
export async function taxes(life: Living): Promise<void> {
  await starterSet(life);
  await ruleOfOnePlace(life);
  await exemption(life);
}

async function starterSet({ act, world }: Living): Promise<void> {
  await act('admin', '/taxes/starter');
  // It can be loaded once, and its rules would price other programs' work: they go again, which no form does.
  const owner = postgres((await testDatabase()).url, { max: 1 });
  await owner`delete from tax_rule where created_by = ${world.people.admin.accountId}`;
  await owner.end();
}

async function ruleOfOnePlace({ act, world }: Living): Promise<void> {
  const id = randomUUID();
  await act('finance', '/taxes/new', {
    ...{ id, country: 'US', region: `Zone ${world.code}`, jurisdiction: `Zone ${world.code}` },
    ...{ serviceClass: 'temporary_staffing', leg: 'supply', base: 'full', rate: '6.35' },
    ...{ source: 'A statute', buyerType: 'hospital', startsOn: days.today },
  });
  await act('finance', `/taxes/${id}`, { lastDay: days.inAYear });
}

async function exemption({ act, world }: Living): Promise<void> {
  const id = randomUUID();
  const number = `X-${world.code}`;
  const file: ChosenFile = {
    ...{ field: 'file', name: 'certificate.pdf', type: 'application/pdf' },
    content: '%PDF-1.7\n%%EOF\n',
  };
  const typed = { id, number, country: 'US', region: 'CA', reason: 'Nonprofit hospital' };
  await act('finance', `/programs/${world.clientId}/exemptions/new`, typed, '', file);
  await act('finance', `/exemptions/${id}/end`, { lastDay: days.inAYear });
}
