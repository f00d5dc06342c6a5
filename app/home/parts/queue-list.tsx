import { Form, Link } from '@remix-run/react';
import { useId } from 'react';
import { Money } from '#app/ui/amount.tsx';
import { Unusual } from '#app/ui/feedback.tsx';
import { ButtonRow, Hidden, LinkButton, PostButton, SubmitButton } from '#app/ui/form.tsx';
import { Badge } from '#app/ui/status.tsx';
import type { WaitingItem } from '#app/values/waiting.ts';
import { ageOf, bulkOffers, groupsOf, type BulkOffer, type QueueGroup } from '../queue.ts';

/** So many of a group stand in sight before the rest is folded. */
const FOLDED = 5;

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
        <Group key={group.title ?? 'all'} group={group} now={now} offers={offers} />
      ))}
      {offers.map((offer) => (
        <SelectedOnes key={offer.formTo} offer={offer} />
      ))}
    </div>
  );
}

type Shared = { now: Date; offers: BulkOffer[] };

/** A group that nothing can be ticked in shows its oldest; the rest is one press away. */
function Group({ group: { title, items }, ...shared }: { group: QueueGroup } & Shared) {
  const foldsAfter = title !== null && items.every(({ bulk }) => !bulk) ? FOLDED : items.length;
  const folded = items.length > foldsAfter + 1 ? items.slice(foldsAfter) : [];
  const shown = items.slice(0, items.length - folded.length);
  return (
    <section className="sheet" aria-label={title ?? 'What waits for you'}>
      {title === null ? null : (
        <header className="sheet-head border-b border-hairline">
          <h2>
            {title} <span className="count">{items.length}</span>
          </h2>
        </header>
      )}
      <Items items={shown} showsKind={title === null} {...shared} />
      {folded.length > 0 ? (
        <details className="border-t border-hairline">
          <summary className="px-4 py-2.5 text-accent">{folded.length} more</summary>
          <div className="border-t border-hairline">
            <Items items={folded} showsKind={false} {...shared} />
          </div>
        </details>
      ) : null}
    </section>
  );
}

function Items({ items, ...shared }: { items: WaitingItem[]; showsKind: boolean } & Shared) {
  return (
    <ol className="divide-y divide-hairline lg:grid lg:grid-cols-[auto_auto_minmax(0,1fr)_auto_auto]">
      {items.map((item) => (
        <QueueItem key={item.key} item={item} {...shared} />
      ))}
    </ol>
  );
}

/** Hours keep their unit on the line. */
const unbroken = (text: string) => text.replaceAll(/(\d) h\b/g, '$1\u00a0h');

function QueueItem({ item, showsKind, now, offers }: { item: WaitingItem; showsKind: boolean } & Shared) {
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
      <p
        className={`col-start-2 flex gap-x-2 text-soft lg:flex-col lg:py-1.5 lg:pr-4 ${showsKind ? 'lg:w-28' : 'lg:w-20'}`}
      >
        {showsKind ? <span>{item.kind}</span> : null}
        <span className="figure">{ageOf(item.since, now)}</span>
      </p>
      <div
        className="col-span-2 col-start-2 lg:col-span-1 lg:col-start-3 lg:row-start-1 lg:py-1.5"
        id={titleId}
      >
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link to={item.to} prefetch="intent" className="ledger-link">
            {item.title}
          </Link>
          {item.forName ? <Badge tone="waiting">for {item.forName}</Badge> : null}
          {item.bulk && item.unusual.length === 0 ? <Badge>usual</Badge> : null}
        </p>
        <p className="text-soft">{unbroken(item.detail)}</p>
        <Unusual findings={item.unusual.map(unbroken)} />
      </div>
      <p className="col-start-3 row-start-1 pl-4 text-right lg:col-start-4 lg:py-1.5">
        {typeof item.amountMinor === 'number' ? (
          <Money minor={item.amountMinor} currency={item.currency} />
        ) : null}
      </p>
      <div className="col-span-2 col-start-2 mt-2 lg:col-span-1 lg:col-start-5 lg:row-start-1 lg:mt-0 lg:flex lg:items-start lg:justify-end lg:pl-5">
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
