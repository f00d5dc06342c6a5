import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, Hidden, PostForm, SelectField, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { siteGroupForm } from '../card-forms.ts';
import { siteGroupsOf } from '../card-queries.server.ts';
import { keepSiteGroups } from '../commands/keep-site-groups.server.ts';
import { CodeAndName } from '../parts/code-and-name.tsx';
import { programOf, sitesOf } from '../public.server.ts';

export const meta: MetaFunction = () => [{ title: 'Site groups · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const program = found(await programOf(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'program.read', program);
  return {
    program,
    id: crypto.randomUUID(),
    groups: await siteGroupsOf(ctx, program.clientId),
    sites: await sitesOf(ctx, program.clientId),
    can: abilities(ctx, program, ['program.configure']),
  };
});

export const action = act({
  form: siteGroupForm,
  run: (ctx, input, { params }) => keepSiteGroups(ctx, idParam(params, 'clientId'), input),
  done: ({ says }, _input, { params }) => ({ to: `/programs/${params.clientId}/site-groups`, flash: says }),
  back: ({ params }) => `/programs/${params.clientId}/site-groups`,
});

/** Sites that share one rate card. */
export default function SiteGroups() {
  const { program, id, groups, sites, can } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const here = `/programs/${program.clientId}`;
  // Two forms post to this page: what was typed tells which of them was refused.
  const answerOf = (verb: 'add' | 'put') => (answer?.typed['verb'] === verb ? answer : undefined);
  return (
    <Page
      title="Site groups"
      crumbs={[
        { label: 'Programs', to: '/programs' },
        { label: program.clientName, to: here },
      ]}
      lead="Sites of a group share one rate card, which goes before the cards for all sites."
    >
      <Section title="Groups">
        <DataTable
          caption="Site groups by code"
          dense
          rows={groups}
          rowKey={(group) => group.id}
          empty={
            <EmptyState title="No site groups yet">
              Without one, every card holds for all sites. Add a group where some sites have rates of their
              own.
            </EmptyState>
          }
          columns={[
            { key: 'code', header: 'Code', cell: (group) => group.code },
            { key: 'name', header: 'Group', primary: true, cell: (group) => <strong>{group.name}</strong> },
            {
              key: 'sites',
              header: 'Sites',
              cell: (group) =>
                group.sites.map(({ code, name }) => `${code} ${name}`).join(' · ') || 'None yet',
            },
          ]}
        />
      </Section>
      {can['program.configure'] && groups.length > 0 && sites.length > 0 ? (
        <PutSite groups={groups} sites={sites} answer={answerOf('put')} />
      ) : null}
      {can['program.configure'] ? <NewGroup id={id} answer={answerOf('add')} /> : null}
    </Page>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;
type Answer = { answer: FormAnswer | undefined };

function PutSite({ groups, sites, answer }: Pick<Shown, 'groups' | 'sites'> & Answer) {
  return (
    <Section title="Put a site into a group" lead="A site belongs to one group at most.">
      <PostForm answer={answer}>
        <Hidden name="verb" value="put" />
        <SelectField
          name="siteId"
          label="Site"
          placeholder="Choose a site"
          options={sites.map((site) => ({ value: site.id, label: `${site.code} ${site.name}` }))}
          required
        />
        <SelectField
          name="siteGroupId"
          label="Group"
          placeholder="None: it stands alone"
          options={groups.map((group) => ({ value: group.id, label: `${group.code} ${group.name}` }))}
        />
        <ButtonRow>
          <SubmitButton>Put into the group</SubmitButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}

function NewGroup({ id, answer }: Pick<Shown, 'id'> & Answer) {
  return (
    <Section title="New group">
      <PostForm answer={answer} key={id}>
        <Hidden name="verb" value="add" />
        <Hidden name="id" value={id} />
        <CodeAndName nameHint="Such as Bay Area." />
        <ButtonRow>
          <SubmitButton>Add group</SubmitButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}
