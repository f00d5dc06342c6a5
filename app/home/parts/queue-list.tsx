import { Form, Link } from '@remix-run/react';
import { useId } from 'react';
import { Money } from '#app/ui/amount.tsx';
import { Unusual } from '#app/ui/feedback.tsx';
import { ButtonRow, Hidden, LinkButton, PostButton, SubmitButton } from '#app/ui/form.tsx';
import { Badge } from '#app/ui/status.tsx';
import type { WaitingItem } from '#app/values/waiting.ts';
import { ageOf, bulkOffers, groupsOf, type BulkOffer } from '../queue.ts';

/** Does all usual ones at once, and nothing that needs a look. */
export function UsualOnes({ items }: { items: WaitingItem[] }) {
  const offers = bulkOffers(items).filter(({ usual }) => usual.length > 0);
  if (offers.length === 0) return null;
  return (
    <ButtonRow>
      {offers.map(({ formTo, field, usual, usualLabel }) => (
        <Form key={formTo} method="post" action={formTo} className="post-button">
          {usual.map((value) => (
            <Hidden key={value} name={field} value={value} />
          ))}
          <SubmitButton to={formTo}>{usualLabel}</SubmitButton>
        </Form>
      ))}
    </ButtonRow>
  );
}

/** What waits, oldest first, each acted on in place; several at once where check boxes stand. */
export function Queue({ items, now }: { items: WaitingItem[]; now: Date }) {
  const offers = bulkOffers(items);
  return (
    <div className="group/queue grid grid-cols-[minmax(0,1fr)] gap-5">
      {groupsOf(items).map((group) => (
        <section
          key={group.title ?? 'all'}
          className="sheet"
          aria-label={group.title === null ? 'What waits for you' : undefined}
        >
          {group.title === null ? null : (
            <header className="sheet-head">
              <h2>
                {group.title} <span className="count">{group.items.length}</span>
              </h2>
            </header>
          )}
          <ol
            className={`divide-y divide-hairline lg:grid lg:grid-cols-[auto_auto_minmax(0,1fr)_auto_auto] ${
              group.title === null ? '' : 'border-t border-hairline'
            }`}
          >
            {group.items.map((item) => (
              <QueueItem key={item.key} item={item} now={now} offers={offers} />
            ))}
          </ol>
        </section>
      ))}
      {offers.map((offer) => (
        <SelectedOnes key={offer.formTo} offer={offer} />
      ))}
    </div>
  );
}

function QueueItem({ item, now, offers }: { item: WaitingItem; now: Date; offers: BulkOffer[] }) {
  const titleId = useId();
  const offer = offers.find(({ formTo }) => formTo === item.bulk?.formTo);
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-y-0.5 px-4 py-2.5 hover:bg-hover has-[input:checked]:bg-accent-wash lg:col-span-full lg:grid-cols-subgrid">
      <span className="row-span-3 lg:row-span-1 lg:py-1.5">
        {item.bulk && offer ? (
          <label className="tick mr-2">
            <input
              type="checkbox"
              name={item.bulk.field}
              value={item.bulk.value}
              form={offer.formId}
              aria-label={`Select ${item.title}`}
              aria-describedby={titleId}
            />
          </label>
        ) : null}
      </span>
      <p className="col-start-2 flex gap-x-2 text-soft lg:w-28 lg:flex-col lg:py-1.5">
        <span>{item.kind}</span>
        <span className="text-sm figure">{ageOf(item.since, now)}</span>
      </p>
      <div
        className="col-span-2 col-start-2 lg:col-span-1 lg:col-start-3 lg:row-start-1 lg:py-1.5"
        id={titleId}
      >
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link to={item.to} prefetch="intent" className="ledger-link">
            {item.title}
          </Link>
          {item.bulk && item.unusual.length === 0 ? <Badge>usual</Badge> : null}
        </p>
        <p className="text-soft">{item.detail}</p>
        <Unusual findings={item.unusual} />
      </div>
      <p className="col-start-3 row-start-1 pl-4 text-right lg:col-start-4 lg:py-1.5">
        {typeof item.amountMinor === 'number' ? (
          <Money minor={item.amountMinor} currency={item.currency} />
        ) : null}
      </p>
      <div className="col-span-2 col-start-2 mt-2 lg:col-span-1 lg:col-start-5 lg:row-start-1 lg:mt-0 lg:pl-5">
        <ItemActions item={item} />
      </div>
    </li>
  );
}

/** The page has one main button; those of the rows are quiet, and say aloud what they are for. */
function ItemActions({ item }: { item: WaitingItem }) {
  return (
    <ButtonRow>
      {item.actions.map(({ label, to, post, tone }) => {
        const Button = post ? PostButton : LinkButton;
        return (
          <Button key={label} to={to} tone={tone === 'danger' ? 'danger' : 'quiet'}>
            {label}
            <span className="visually-hidden">: {item.title}</span>
          </Button>
        );
      })}
    </ButtonRow>
  );
}

/** Comes into sight with the first tick; the check boxes belong to this form wherever they stand. */
function SelectedOnes({ offer }: { offer: BulkOffer }) {
  return (
    <Form
      method="post"
      action={offer.formTo}
      id={offer.formId}
      className="sticky bottom-16 z-20 hidden items-center justify-between gap-4 rounded-md border border-hairline bg-surface px-4 py-2.5 group-has-[input:checked]/queue:flex lg:bottom-4"
    >
      <p className="text-soft">Only what is ticked, usual or not.</p>
      <SubmitButton to={offer.formTo}>{offer.selectedLabel}</SubmitButton>
    </Form>
  );
}
