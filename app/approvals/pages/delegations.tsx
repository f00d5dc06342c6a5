import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { LinkButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Pager } from '#app/ui/table.tsx';
import { delegationsOf } from '../delegations.server.ts';
import { delegationsQuery } from '../forms.ts';
import { DelegationTable } from '../parts/delegation-table.tsx';

export const meta: MetaFunction = () => [{ title: 'Delegations · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'delegation.read');
  const { after } = parseQuery(delegationsQuery, url);
  const { accountId, side } = ctx.actor;
  const keeps = mayDo(ctx.actor, 'delegation.keep');
  const { rows, next } = await delegationsOf(ctx, { everybodys: keeps || side === 'msp', after });
  const withEnd = rows.map((row) => ({
    ...row,
    mayEnd:
      (row.standing === 'in_force' || row.standing === 'begins_later') &&
      side === 'client' &&
      (keeps || row.fromAccountId === accountId || row.toAccountId === accountId),
  }));
  const isMine = ({ fromAccountId, toAccountId }: (typeof rows)[number]) =>
    fromAccountId === accountId || toAccountId === accountId;
  return {
    given: withEnd.filter((row) => row.fromAccountId === accountId),
    received: withEnd.filter((row) => row.toAccountId === accountId),
    others: withEnd.filter((row) => !isMine(row)),
    seesOthers: keeps || side === 'msp',
    isMsp: side === 'msp',
    next: pageLink(url, next),
    previous: firstPageLink(url),
    mayGive: mayDo(ctx.actor, 'delegation.give'),
    shown: rows.length,
  };
});

export default function Delegations() {
  const { given, received, others, seesOthers, isMsp, next, previous, mayGive, shown } =
    useLoaderData<typeof loader>();
  return (
    <Page
      title="Delegations"
      lead="Who stands in for whom in approvals, for which kinds and until when. Both names stand under every decision, and nobody decides on what either of the two handed in."
      action={
        mayGive ? (
          <LinkButton to="/delegations/new" tone="primary">
            Let somebody stand in
          </LinkButton>
        ) : null
      }
    >
      {isMsp ? null : (
        <>
          <Section title="You let others decide">
            <DelegationTable
              caption="Delegations that you gave"
              rows={given}
              names={['to']}
              empty="Nobody stands in for you. Before you are away, let somebody decide in your place."
            />
          </Section>
          <Section title="You decide for others">
            <DelegationTable
              caption="Delegations that you got"
              rows={received}
              names={['from']}
              empty="You stand in for nobody. What somebody gives you appears here, and in your work queue."
            />
          </Section>
        </>
      )}
      {seesOthers ? (
        <Section title={isMsp ? 'In all programs' : 'Others of your organization'}>
          <DelegationTable
            caption="Delegations of others"
            rows={others}
            names={isMsp ? ['from', 'to', 'client'] : ['from', 'to']}
            empty="Nobody else stands in for anybody."
          />
        </Section>
      ) : null}
      {shown > 0 ? (
        <Pager
          next={next}
          previous={previous}
          shown={shown === 1 ? '1 delegation' : `${shown} delegations`}
        />
      ) : null}
    </Page>
  );
}
