import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { Page, Section } from '#app/ui/page.tsx';
import { deedsFound, rolesFound } from '../duties.server.ts';
import { auditActions, AuditTabs } from '../parts/audit-tabs.tsx';
import { DeedSection, RolesTable, RulesTable } from '../parts/duty-tables.tsx';
import { rolesApart, sidesApart } from '../duties.ts';
import { counted } from '../words.ts';

export const meta: MetaFunction = () => [{ title: 'Separation of duties · Muster' }];

export const loader = page(async (ctx) => {
  authorize(ctx, 'duties.read');
  return {
    held: await rolesFound(ctx),
    deeds: await deedsFound(ctx),
    can: abilities(ctx, {}, auditActions),
  };
});

export default function Duties() {
  const { held, deeds, can } = useLoaderData<typeof loader>();
  const conflicts = held.rows.length + deeds.reduce((sum, { found }) => sum + found, 0);
  return (
    <Page
      title="Separation of duties"
      crumbs={[{ label: 'Audit', to: '/audit' }]}
      lead={
        conflicts === 0
          ? 'No conflict was found. Below stands what was looked at.'
          : `${counted(conflicts, 'conflict')} found, in what people hold and in what they did.`
      }
    >
      <AuditTabs can={can} current="duties" />
      <Section
        title="Duties held together"
        lead={`${counted(held.people, 'person', 'people')} looked at, against ${counted(rolesApart.length + 1, 'rule')}.`}
      >
        <RolesTable rows={held.rows} />
      </Section>
      {deeds.map((deed) => (
        <DeedSection key={deed.key} deed={deed} />
      ))}
      <Section title="The rules" lead="Which roles nobody shall hold together, and why.">
        <RulesTable rules={rolesApart} sides={sidesApart} />
      </Section>
    </Page>
  );
}
