import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { LinkButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { ComparisonTable } from '../parts/comparison-table.tsx';
import { offersForSubmittal } from '../offers.server.ts';
import { needOf, submittalsToCompare } from '../queries.server.ts';
import { MAX_COMPARED } from '../rules.ts';

export const meta: MetaFunction = () => [{ title: 'Compare candidates · Muster' }];

export const loader = page(async (ctx, { params, url }) => {
  const need = found(await needOf(ctx, idParam(params)));
  authorize(ctx, 'submittal.read', need);
  const asked = [...new Set(url.searchParams.getAll('ids'))].filter((id) => z.uuid().safeParse(id).success);
  const rows = await submittalsToCompare(ctx, need.id, asked.slice(0, MAX_COMPARED));
  const candidates = [];
  for (const row of rows) {
    const standing = (await offersForSubmittal(ctx, row.id)).find(({ status }) =>
      ['extended', 'accepted'].includes(status),
    );
    candidates.push({
      ...row,
      offerId: standing?.id,
      can: abilities(ctx, row, [
        'submittal.present',
        'submittal.reject',
        'submittal.shortlist',
        'submittal.withdraw',
        'offer.extend',
      ]),
    });
  }
  return {
    need: { id: need.id, ref: need.ref, title: need.title, currency: need.currency },
    candidates,
    tooMany: asked.length > MAX_COMPARED,
  };
});

/** Two to four candidates side by side, with what can be done about each in its column. */
export default function CompareCandidates() {
  const { need, candidates, tooMany } = useLoaderData<typeof loader>();
  const back = `/requisitions/${need.id}`;
  return (
    <Page
      title="Compare candidates"
      crumbs={[
        { label: 'Requisitions', to: '/requisitions' },
        { label: `${need.ref} ${need.title}`, to: back },
      ]}
      lead={
        tooMany
          ? `These are the first ${MAX_COMPARED} that you ticked; more do not fit side by side.`
          : undefined
      }
      action={<LinkButton to={back}>Choose others</LinkButton>}
      wide={candidates.length > 3}
    >
      {candidates.length > 1 ? (
        <Section title="Side by side" lead={`Rates in ${need.currency} an hour.`}>
          <ComparisonTable candidates={candidates} />
        </Section>
      ) : (
        <EmptyState
          title="Tick at least two candidates"
          action={
            <LinkButton to={back} tone="primary">
              Back to the candidates
            </LinkButton>
          }
        >
          <p>Side by side, two to {MAX_COMPARED} candidates of one requisition can be compared.</p>
        </EmptyState>
      )}
    </Page>
  );
}
