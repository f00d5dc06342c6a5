import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText, When } from '#app/ui/amount.tsx';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/button.tsx';
import { Facts, Timeline } from '#app/ui/facts.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { personOf } from '../commands/answer-request.server.ts';
import { sizeOf } from '../export.server.ts';
import { whyNotErase } from '../obstacles.server.ts';
import { asksFor } from '../parts/request-table.tsx';
import { requestOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Request \u00b7 Muster' }];

export const loader = page(async (ctx, { params }) => {
  const request = found(await requestOf(ctx, idParam(params)));
  const own = request.accountId === ctx.actor.accountId;
  authorize(ctx, own ? 'privacy.readOwn' : 'privacy.read', request);
  const person = personOf(request);
  const open = request.status === 'open';
  return {
    request,
    obstacles: open && request.kind === 'erasure' ? await whyNotErase(ctx, person.kind, person.id) : [],
    size: open ? await sizeOf(ctx, person.kind, person.id) : null,
    entries: await timelineOf(ctx, [request.id]),
    mayHandle: open && mayDo(ctx.actor, 'privacy.handle', request),
    mayWithdraw: open && (own || mayDo(ctx.actor, 'privacy.request', request)),
    seesList: mayDo(ctx.actor, 'privacy.read', request),
  };
});

export default function Request() {
  const view = useLoaderData<typeof loader>();
  const { request, obstacles, size, entries, mayHandle, seesList } = view;
  return (
    <Page
      title={request.person}
      crumbs={[seesList ? { label: 'Privacy', to: '/privacy' } : { label: 'My data', to: '/privacy/mine' }]}
      status={<Status status={request.status} />}
      lead={`Asks for: ${asksFor[request.kind].toLowerCase()}.`}
      action={<Actions view={view} />}
    >
      <Obstacles reasons={obstacles} />
      <Columns
        aside={
          <Section title="Timeline">
            <Timeline entries={entries} />
          </Section>
        }
      >
        <Section title="The request">
          <Facts
            items={[
              { label: 'Due', value: <DateText date={request.dueOn} /> },
              { label: 'Recorded', value: <When at={request.requestedAt} /> },
              { label: 'By', value: request.requestedByName ?? '\u2013' },
              { label: 'Supplier', value: request.supplierName ?? '\u2013' },
              ...(request.handledAt
                ? [
                    { label: 'Answered', value: <When at={request.handledAt} /> },
                    { label: 'Answered by', value: request.handledByName ?? '\u2013' },
                  ]
                : []),
              ...(request.endedReason ? [{ label: 'Because', value: request.endedReason }] : []),
              ...(size
                ? [{ label: 'Known about them', value: `${size.rows} records, ${size.files} files` }]
                : []),
            ]}
          />
          {mayHandle && request.kind === 'export' ? (
            <p>
              <a href={`/privacy/${request.id}/export.zip`} download>
                Everything about them (ZIP)
              </a>
            </p>
          ) : null}
        </Section>
        <Section title="What stays">
          <p>
            Issued invoices and statements, their PDFs, the ledger and the audit trail are kept until their
            legal duty ends, and are not changed. They refer to a person by number; a name that was printed
            stays printed.
          </p>
        </Section>
      </Columns>
    </Page>
  );
}

type View = ReturnType<typeof useLoaderData<typeof loader>>;

/** What whoever looks at it may do with the request. */
function Actions({ view: { request, obstacles, mayHandle, mayWithdraw } }: { view: View }) {
  const self = `/privacy/${request.id}`;
  const erasure = request.kind === 'erasure';
  return (
    <ButtonRow>
      {mayHandle && obstacles.length === 0 ? (
        <PostButton
          to={`${self}/fulfillment`}
          tone={erasure ? 'danger' : 'primary'}
          confirm={
            erasure
              ? 'Names, addresses, notes and résumés of this person are erased for good. Documents and totals stay.'
              : 'Say that the copy was handed over to the person.'
          }
        >
          {erasure ? 'Erase this person' : 'It is handed over'}
        </PostButton>
      ) : null}
      {mayHandle ? <LinkButton to={`${self}/refusal`}>Refuse</LinkButton> : null}
      {mayWithdraw ? <PostButton to={`${self}/withdrawal`}>Take it back</PostButton> : null}
    </ButtonRow>
  );
}

/** Why the person cannot be forgotten yet. */
function Obstacles({ reasons }: { reasons: string[] }) {
  if (reasons.length === 0) return null;
  return (
    <Notice tone="attention" title="This person cannot be forgotten yet">
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </Notice>
  );
}
