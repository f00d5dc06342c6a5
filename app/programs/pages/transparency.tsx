import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { When } from '#app/ui/amount.tsx';
import { ButtonRow, CheckboxField, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { today } from '#app/values/week.ts';
import { publish } from '../commands/publish.server.ts';
import { publicationForm } from '../forms.ts';
import { Fees } from '../parts/fees.tsx';
import { FlatFees } from '../parts/flat-fees.tsx';
import { TransparencyTable } from '../parts/transparency-table.tsx';
import { flatFeesOfProgram } from '../flat-fee-queries.server.ts';
import { programOf } from '../public.server.ts';
import { publicationOf } from '../publication.server.ts';
import { feesOfProgram } from '../queries.server.ts';
import { whoSeesWhat } from '../transparency.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Who sees what · ${data?.program.clientName ?? 'Program'} · Muster` },
];

export const loader = page(async (ctx, { params }) => {
  const program = found(await programOf(ctx, idParam(params, 'clientId')));
  // Whether a supplier serves this program is its wall's to say.
  authorize(ctx, 'transparency.read', { clientId: program.clientId });
  const published = await publicationOf(ctx, program.clientId);
  const can = abilities(ctx, program, ['transparency.publish', 'program.read', 'feeComparison.read']);
  // Whoever reads the program finds its fees there; its suppliers find here what their wall shows them of them.
  const showsFees = can['feeComparison.read'] && !can['program.read'];
  return {
    program,
    published,
    rows: whoSeesWhat(published),
    side: ctx.actor.side,
    can,
    fees: showsFees
      ? {
          today: today(ctx.now, program.timeZone),
          percentages: await feesOfProgram(ctx, program.clientId),
          flat: published.clientFee ? await flatFeesOfProgram(ctx, program.clientId) : null,
        }
      : null,
  };
});

export const action = act({
  form: publicationForm,
  run: (ctx, input, { params }) => publish(ctx, idParam(params, 'clientId'), input),
  done: (_published, _input, { params }) => ({
    to: `/programs/${params.clientId}/transparency`,
    flash: 'This is what the program publishes from now on.',
  }),
  back: ({ params }) => `/programs/${params.clientId}/transparency`,
});

/** Who sees what in a program: one page for all of its parties, and the same for each of them. */
export default function Transparency() {
  const { program, published, rows, side, can, fees } = useLoaderData<typeof loader>();
  const crumbs = can['program.read']
    ? [
        ...(side === 'msp' ? [{ label: 'Programs', to: '/programs' }] : []),
        { label: program.clientName, to: `/programs/${program.clientId}` },
      ]
    : [{ label: 'Home', to: '/' }];
  return (
    <Page
      title="Who sees what"
      crumbs={crumbs}
      lead={`In the program of ${program.clientName}. Everybody who takes part reads this same page.`}
      action={can['program.read'] ? null : <LinkButton to="/requisitions">Requisitions</LinkButton>}
    >
      <Section title="In short">
        <p>
          <strong>The client</strong> sees its own program.{' '}
          {published.payRate
            ? 'It also sees what workers are paid, because this program publishes pay rates.'
            : 'It does not see what workers are paid, nor the markup on it.'}{' '}
          It sees a candidate once they are presented.
        </p>
        <p>
          <strong>A supplier</strong> sees what was released to it and its own people, rates and money. It
          never sees a rival: no name, no rate, no candidate, and not how many there are.{' '}
          {published.clientFee
            ? 'It also sees the fees that the client bears, because this program publishes them.'
            : 'It does not see the fees that the client bears.'}
        </p>
        <p>
          <strong>The MSP</strong> runs the program and sees all of it. What each person may do beyond seeing
          hangs on their role.
        </p>
        <LastChange published={published} timeZone={program.timeZone} />
      </Section>
      <Section title="Line by line">
        <TransparencyTable rows={rows} />
      </Section>
      {fees ? <FeesHere {...fees} /> : null}
      {can['transparency.publish'] ? <WhatIsPublished published={published} /> : null}
    </Page>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function LastChange({ published, timeZone }: { published: Shown['published']; timeZone: string }) {
  if (!published.since) return <p className="quiet">Nothing beyond this was ever published here.</p>;
  return (
    <p className="quiet">
      Last changed <When at={published.since} timeZone={timeZone} /> by {published.by}.
    </p>
  );
}

function FeesHere({ percentages, flat, today }: NonNullable<Shown['fees']>) {
  return (
    <Section title="Fees that you see here">
      <Fees fees={percentages} today={today} endTo={null} empty="Suppliers bear no fee in this program." />
      {flat ? <FlatFees fees={flat} today={today} endTo={null} /> : null}
    </Section>
  );
}

function WhatIsPublished({ published }: { published: Shown['published'] }) {
  const answer = useActionData<typeof action>();
  return (
    <Section
      id="publish"
      title="What this program publishes"
      lead="It holds at once, for everybody, and this page says so to all parties."
    >
      <PostForm answer={answer}>
        <CheckboxField
          name="payRate"
          label="Pay rates, to the client"
          hint="With a pay rate goes the markup: each follows from the other and the bill rate."
          defaultChecked={published.payRate}
        />
        <CheckboxField
          name="clientFee"
          label="The client’s fees, to suppliers"
          hint="Percentages and flat fees that the client bears, as agreed; never what another supplier bears."
          defaultChecked={published.clientFee}
        />
        <ButtonRow>
          <SubmitButton>Publish this</SubmitButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}
