import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { When } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Pager } from '#app/ui/table.tsx';
import {
  deploymentsBefore,
  migrationsApplied,
  newestDeployment,
  postgresVersion,
} from '../deployments.server.ts';
import { deploymentsQuery } from '../forms.ts';
import { auditActions, AuditTabs } from '../parts/audit-tabs.tsx';
import { DeploymentTable, MigrationTable, toTrail } from '../parts/deployment-tables.tsx';
import { Fingerprint } from '../parts/fingerprint.tsx';
import { counted } from '../words.ts';

export const meta: MetaFunction = () => [{ title: 'What runs here · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'audit.readChains');
  const { after } = parseQuery(deploymentsQuery, url);
  const now = await newestDeployment(ctx);
  const before = now ? await deploymentsBefore(ctx, after ?? now.id) : { rows: [], next: null };
  return {
    now,
    before: before.rows,
    next: pageLink(url, before.next),
    first: firstPageLink(url),
    migrations: await migrationsApplied(ctx),
    // As they answer at this moment: the same build may have been started again on others since it was noted.
    versions: { node: process.versions.node, postgres: await postgresVersion(ctx) },
    can: abilities(ctx, {}, auditActions),
  };
});

export default function Deployments() {
  const { before, migrations, next, first, can } = useLoaderData<typeof loader>();
  return (
    <Page
      title="What runs here"
      crumbs={[{ label: 'Audit', to: '/audit' }]}
      lead="The log of changes for a review of change management: which version and build ran when, and which migrations changed the database. A server that starts with another version or build than the last one notes it here and in the sealed trail; nobody can change or remove a line."
    >
      <AuditTabs can={can} current="deployments" />
      <RunningNow />
      <Section
        title="Before"
        lead="What ran earlier, newest first. Each version leads to its event in the trail."
      >
        <DeploymentTable rows={before} />
        {before.length > 0 || first ? (
          <Pager next={next} previous={first} shown={counted(before.length, 'deployment')} />
        ) : null}
      </Section>
      <Section
        title="Migrations"
        lead={`What changed the tables and the rules of the database, newest first: ${counted(migrations.length, 'file')}, each applied once. Muster does not start where one of them is no longer what was applied.`}
      >
        <MigrationTable rows={migrations} />
      </Section>
    </Page>
  );
}

function RunningNow() {
  const { now, versions } = useLoaderData<typeof loader>();
  if (!now)
    return (
      <Section title="Now">
        <EmptyState title="Nothing is noted yet">
          The first start of a built server is noted here. Pages that are served while they are edited have no
          build.
        </EmptyState>
      </Section>
    );
  return (
    <Section
      title="Now"
      lead="The build is the SHA-256 of the built pages, the server’s own sources and the list of what is installed with them: the same release gives the same one on every machine."
      action={<Link to={toTrail(now.id)}>Its event in the trail</Link>}
    >
      <Facts
        items={[
          { label: 'Version', value: now.version },
          { label: 'Build', value: <Fingerprint sha256={now.buildSha256} /> },
          { label: 'Since (UTC)', value: <When at={now.startedAt} timeZone="UTC" /> },
          { label: 'Runs on', value: `Node ${versions.node}, PostgreSQL ${versions.postgres}` },
        ]}
      />
    </Section>
  );
}
