import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { LinkButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { discountsOf, programWithDiscounts, standingsIn } from '../discounts.server.ts';
import { DiscountSheet } from '../parts/discount-sheet.tsx';

export const meta: MetaFunction = () => [{ title: 'Discounts · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const program = found(await programWithDiscounts(ctx, idParam(params, 'clientId')));
  const { clientId, today } = program;
  authorize(ctx, 'agreement.read', { clientId, supplierId: ctx.actor.supplierId });
  const discounts = [];
  for (const discount of await discountsOf(ctx, clientId)) {
    const { startsOn, endsOn } = discount;
    const isInForce = startsOn <= today && (endsOn === null || today <= endsOn);
    discounts.push({ ...discount, standings: isInForce ? await standingsIn(ctx, discount, today) : [] });
  }
  return {
    program,
    discounts,
    side: ctx.actor.side,
    can: abilities(ctx, { clientId }, ['program.configure']),
  };
});

export default function Discounts() {
  const { program, discounts, side, can } = useLoaderData<typeof loader>();
  const { clientId, clientName, currency, today } = program;
  const configure = can['program.configure'];
  return (
    <Page
      title={`Discounts, ${clientName}`}
      crumbs={
        side === 'supplier'
          ? []
          : [
              { label: 'Programs', to: '/programs' },
              { label: clientName, to: `/programs/${clientId}` },
            ]
      }
      lead="What suppliers take off as the work grows, and what the client may keep for paying early."
      action={
        configure ? (
          <LinkButton to={`/programs/${clientId}/discounts/new`} tone="primary">
            New discount
          </LinkButton>
        ) : null
      }
    >
      {discounts.length === 0 ? (
        <Section title="Discounts">
          <EmptyState title="No discount is agreed">
            {configure
              ? 'Add a volume schedule with its tiers, or a share for prompt payment.'
              : 'Where one is agreed, it is explained here with where you stand in it.'}
          </EmptyState>
        </Section>
      ) : (
        discounts.map((discount) => (
          <DiscountSheet
            key={discount.id}
            discount={discount}
            currency={currency}
            today={today}
            endTo={
              configure && discount.endsOn === null
                ? `/programs/${clientId}/discounts/new?end=${discount.id}`
                : null
            }
          />
        ))
      )}
    </Page>
  );
}
