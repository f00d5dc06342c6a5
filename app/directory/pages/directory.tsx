import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Timeline } from '#app/ui/facts.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { callbackOf } from '../commands/start-sign-in.server.ts';
import { ownerOf } from '../home.server.ts';
import { Domains } from '../parts/domains.tsx';
import { ProviderFacts } from '../parts/provider-facts.tsx';
import { Provisioning } from '../parts/provisioning.tsx';
import { RoleRules } from '../parts/role-rules.tsx';
import {
  changesOf,
  domainsOf,
  homeFor,
  provisionedIn,
  roleRulesOf,
  settingsOf,
  tokensOf,
} from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Single sign-on and provisioning · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const home = found(await homeFor(ctx, 'directory.read', idParam(params, 'organizationId')));
  return {
    home,
    isOwn: home.id === ctx.actor.organizationId,
    isMsp: ctx.actor.side === 'msp',
    settings: await settingsOf(ctx, home.id),
    domains: await domainsOf(ctx, home.id),
    rules: await roleRulesOf(ctx, home.id),
    tokens: await tokensOf(ctx, home.id),
    provisioned: await provisionedIn(ctx, home.id),
    callback: callbackOf(ctx.baseUrl),
    scimBase: `${ctx.baseUrl}/scim/v2/${home.id}`,
    timeline: await changesOf(ctx, home.id),
    can: abilities(ctx, ownerOf(home), ['directory.configure', 'directory.confirmDomain']),
  };
});

export default function Directory() {
  const loaded = useLoaderData<typeof loader>();
  const { home, isOwn, isMsp, settings, can } = loaded;
  const base = `/directory/${home.id}`;
  const mayConfigure = can['directory.configure'];
  return (
    <Page
      title={isMsp ? `How ${home.name} comes in` : 'Single sign-on and provisioning'}
      crumbs={[
        { label: 'People', to: '/people' },
        ...(isMsp ? [{ label: 'Single sign-on and provisioning', to: '/directory' }] : []),
      ]}
      lead="Your people sign in as they do everywhere else, and whoever leaves loses access here at once."
    >
      <Columns aside={<Trail entries={loaded.timeline} />}>
        {isMsp && !isOwn && mayConfigure ? (
          <Notice tone="attention" title={`This is ${home.name}’s own directory`}>
            What you change here decides who acts for them. It stands in their trail under your name.
          </Notice>
        ) : null}
        <ProviderFacts
          base={base}
          settings={settings}
          callback={loaded.callback}
          mayConfigure={mayConfigure}
        />
        <Domains
          base={base}
          name={home.name}
          domains={loaded.domains}
          mayConfigure={mayConfigure}
          mayConfirm={can['directory.confirmDomain']}
        />
        <RoleRules
          base={base}
          rules={loaded.rules}
          defaultRole={settings?.defaultRole ?? null}
          mayConfigure={mayConfigure}
        />
        <Provisioning
          base={base}
          scimBase={loaded.scimBase}
          tokens={loaded.tokens}
          provisioned={loaded.provisioned}
          mayConfigure={mayConfigure}
        />
      </Columns>
    </Page>
  );
}

type Entries = Parameters<typeof Timeline>[0]['entries'];

function Trail({ entries }: { entries: Entries }) {
  return (
    <Section title="What was changed">
      {entries.length > 0 ? <Timeline entries={entries} /> : <p>Nothing yet.</p>}
    </Section>
  );
}
