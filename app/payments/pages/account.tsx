import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { When } from '#app/ui/amount.tsx';
import { ButtonRow, PostButton } from '#app/ui/button.tsx';
import { Facts, Timeline } from '#app/ui/facts.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { fullAccountNumber } from '../account-number.server.ts';
import { accountOf, accountsOf } from '../bank.server.ts';
import { bankCodeWord, masked } from '../bank-details.ts';
import { AccountTable } from '../parts/account-table.tsx';

export const meta: MetaFunction = () => [{ title: 'Bank account · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const account = found(await accountOf(ctx, idParam(params)));
  authorize(ctx, 'bank.read', { supplierId: account.supplierId });
  const { accountNumber: open, accountSealed, ...shown } = account;
  const decidable = { supplierId: account.supplierId, createdBy: account.proposedBy };
  const mayDecide = account.status === 'proposed' && mayDo(ctx.actor, 'bank.confirm', decidable);
  const mine = account.status === 'proposed' && account.proposedBy === ctx.actor.accountId;
  return {
    account: shown,
    // In full only before those who compare it: whoever proposed it, and whoever decides.
    number:
      mayDecide || mine
        ? fullAccountNumber({ id: account.id, accountNumber: open, accountSealed })
        : masked(account.accountLastFour),
    others: (await accountsOf(ctx, account.supplierId)).filter(({ id }) => id !== account.id),
    entries: await timelineOf(ctx, [account.id]),
    mayDecide,
    mine,
  };
});

export default function BankAccount() {
  const { account, number, others, entries, mayDecide, mine } = useLoaderData<typeof loader>();
  const self = `/bank/${account.id}`;
  return (
    <Page
      title={`Account ${masked(account.accountLastFour)}`}
      crumbs={[{ label: 'Bank', to: '/bank' }]}
      status={<Status status={account.status} />}
      lead={`${account.ownerName}, proposed by ${account.proposedByName}.`}
      action={
        mayDecide ? (
          <ButtonRow>
            <PostButton
              to={`${self}/confirmation`}
              tone="primary"
              confirm="Compare it with what you know from another source, such as a call to a number you had before. It is used a day from now."
            >
              Confirm
            </PostButton>
            <PostButton
              to={`${self}/rejection`}
              tone="danger"
              confirm="It is never used, and the account before stays."
            >
              Turn it down
            </PostButton>
          </ButtonRow>
        ) : null
      }
    >
      {mine ? <Notice tone="waiting">You proposed it; somebody else confirms it.</Notice> : null}
      <Columns
        aside={
          <Section title="Timeline">
            <Timeline entries={entries} />
          </Section>
        }
      >
        <Section title="Details">
          <Facts
            items={[
              { label: 'Holder', value: account.holder },
              { label: 'Account', value: <span className="figure">{number}</span> },
              {
                label: bankCodeWord[account.bankCodeKind],
                value: <span className="figure">{account.bankCode}</span>,
              },
              { label: 'Country', value: account.country },
              { label: 'Proposed', value: <When at={account.proposedAt} /> },
              { label: 'Confirmed by', value: account.confirmedByName ?? 'nobody yet' },
              {
                label: 'Used from',
                value: account.usableFrom ? <When at={account.usableFrom} /> : 'not yet',
              },
            ]}
          />
        </Section>
        {others.length > 0 ? (
          <Section title="The accounts before">
            <AccountTable rows={others} empty="There was none." />
          </Section>
        ) : null}
      </Columns>
    </Page>
  );
}
