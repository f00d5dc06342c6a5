import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton } from '#app/ui/form.tsx';
import { Columns, Page } from '#app/ui/page.tsx';
import { formatDate } from '#app/values/week.ts';
import { programsIn } from '../programs.server.ts';
import { glance } from '../glance.server.ts';
import { nextPlaces, type NextPlace } from '../next-places.ts';
import { ClientFacts, MyWeeks, ProgramsTable, SupplierFacts } from '../parts/glance.tsx';
import { Queue, UsualOnes } from '../parts/queue-list.tsx';
import { WhoSeesWhatThere } from '../parts/who-sees-what-there.tsx';
import { greeting, saysQueue } from '../queue.ts';
import { whatWaits } from '../queue.server.ts';

export const meta: MetaFunction = () => [{ title: 'Home · Muster' }];

export const loader = page(async (ctx) => {
  const programs = await programsIn(ctx);
  return {
    greeting: greeting(ctx.actor.name, ctx.now, programs[0]?.timeZone ?? 'UTC'),
    now: ctx.now,
    items: await whatWaits(ctx),
    glance: await glance(ctx, programs),
    places: nextPlaces[ctx.actor.role],
    standsInFor: (ctx.actor.standsInFor ?? []).map(({ name, until }) => ({ name, until })),
    // The MSP and clients find the same page at their program.
    serves: mayDo(ctx.actor, 'transparency.read') && ctx.actor.side === 'supplier' ? programs : [],
  };
});

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

export default function WorkQueue() {
  const shown = useLoaderData<typeof loader>();
  const { items, now } = shown;
  const queue =
    items.length === 0 ? <NothingWaits places={shown.places} /> : <Queue items={items} now={now} />;
  return (
    <Page
      title={shown.greeting}
      lead={<Lead says={saysQueue(items, now)} standsInFor={shown.standsInFor} />}
      action={<UsualOnes items={items} />}
    >
      <Beside glance={shown.glance} serves={shown.serves}>
        {queue}
      </Beside>
    </Page>
  );
}

/** What waits; and for whom one stands in, with the way to end it. */
function Lead({ says, standsInFor }: { says: string; standsInFor: Shown['standsInFor'] }) {
  return (
    <>
      <p>{says}</p>
      {standsInFor.length > 0 ? (
        <p>
          You stand in for{' '}
          {standsInFor.map(({ name, until }) => `${name} until ${formatDate(until)}`).join(', for ')}.{' '}
          <Link to="/delegations">Delegations</Link>
        </p>
      ) : null}
    </>
  );
}

/** Wide tables stand below the queue, a few facts beside it. */
function Beside({
  glance: beside,
  serves,
  children,
}: Pick<Shown, 'glance' | 'serves'> & { children: ReactNode }) {
  switch (beside.side) {
    case 'client':
      return <Columns aside={<ClientFacts {...beside} />}>{children}</Columns>;
    case 'supplier':
      return (
        <Columns
          aside={
            <>
              <SupplierFacts {...beside} />
              <WhoSeesWhatThere programs={serves} />
            </>
          }
        >
          {children}
        </Columns>
      );
    case 'worker':
      return (
        <>
          {children}
          <MyWeeks weeks={beside.weeks} />
        </>
      );
    case 'msp':
      return (
        <>
          {children}
          <ProgramsTable programs={beside.programs} showsBilling={beside.showsBilling} />
        </>
      );
  }
}

function NothingWaits({ places }: { places: NextPlace[] }) {
  return (
    <section className="sheet">
      <EmptyState
        title="Nothing waits for you"
        action={
          <ButtonRow>
            {places.map(({ label, to }) => (
              <LinkButton key={label} to={to}>
                {label}
              </LinkButton>
            ))}
          </ButtonRow>
        }
      >
        What others hand to you appears here, the oldest first. Until then:
      </EmptyState>
    </section>
  );
}
