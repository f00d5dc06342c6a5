import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { randomUUID } from 'node:crypto';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { LinkButton, SelectField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { FilterBar, Pager } from '#app/ui/table.tsx';
import { accessPage, accessSums, lastReviews, organizationChoices } from '../access-list.server.ts';
import { reviewAccess } from '../commands/review-access.server.ts';
import { accessQuery, reviewForm } from '../forms.ts';
import { AccessTable } from '../parts/access-table.tsx';
import { auditActions, AuditTabs } from '../parts/audit-tabs.tsx';
import { ReviewFormFields, ReviewTable } from '../parts/reviews.tsx';
import { counted } from '../words.ts';

export const meta: MetaFunction = () => [{ title: 'Who may do what · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'accessReview.read');
  const query = parseQuery(accessQuery, url);
  const { rows, next } = await accessPage(ctx, query);
  return {
    query,
    rows,
    sums: await accessSums(ctx, query.organization),
    organizations: await organizationChoices(ctx),
    reviews: await lastReviews(ctx),
    can: abilities(ctx, {}, [...auditActions, 'accessReview.sign']),
    newReview: { id: randomUUID(), reviewedOn: ctx.now.toISOString().slice(0, 10) },
    next: pageLink(url, next),
    first: firstPageLink(url),
  };
});

export const action = act({
  form: reviewForm,
  run: reviewAccess,
  done: ({ people, memberships }, { organizationId }) => ({
    to: organizationId ? `/audit/access?organization=${organizationId}` : '/audit/access',
    flash: `The review is recorded: ${counted(people, 'person', 'people')}, ${counted(memberships, 'membership')}.`,
  }),
  back: () => '/audit/access',
});

export default function Access() {
  const { query, rows, sums, organizations, reviews, can, newReview, next, first } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const chosen = organizations.find(({ value }) => value === query.organization)?.label;
  const suffix = query.organization ? `?organization=${query.organization}` : '';
  return (
    <Page
      wide
      title="Who may do what"
      crumbs={[{ label: 'Audit', to: '/audit' }]}
      lead={`${counted(sums.people, 'person', 'people')} with ${counted(sums.memberships, 'membership')} in ${chosen ?? 'all organizations'}.`}
      action={
        <LinkButton to={`/audit/access.csv${suffix}`} reload>
          Export as CSV
        </LinkButton>
      }
    >
      <AuditTabs can={can} current="access" />
      <FilterBar>
        <SelectField
          name="organization"
          label="Organization"
          placeholder="All organizations"
          defaultValue={query.organization}
          options={organizations}
        />
      </FilterBar>
      <AccessTable rows={rows} />
      <Pager next={next} previous={first} shown={counted(rows.length, 'membership')} />
      {can['accessReview.sign'] ? (
        <Section
          title="I have looked at this list"
          lead={`Records who looked, when, and the hash of what stood here: ${chosen ?? 'all organizations'}. End a membership that should not be under People first.`}
        >
          <ReviewFormFields
            answer={answer}
            organizationId={query.organization}
            listSha256={sums.sha256}
            review={newReview}
          />
        </Section>
      ) : null}
      <Section title="Reviews">
        <ReviewTable rows={reviews} />
      </Section>
    </Page>
  );
}
