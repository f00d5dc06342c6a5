import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, Hidden, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { formatPercent, parsePercent } from '#app/values/percent.ts';
import { parseRate } from '#app/values/rate.ts';
import { ok } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { addFee } from '../commands/add-fee.server.ts';
import { endFee } from '../commands/end-fee.server.ts';
import { formatEffective, share } from '../effective.ts';
import type { ExampleFee } from '../fee-example.ts';
import { feeDraftQuery, feeForm, type FeeDraft } from '../fee-forms.ts';
import { FeeExample } from '../parts/fee-example.tsx';
import { FeeFields } from '../parts/fee-fields.tsx';
import { feeOf, feesOfProgram, programDetails, suppliersOfProgram, type FeeRow } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Fee · Muster' }];

export const loader = page(async (ctx, { params, url }) => {
  const program = found(await programDetails(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'program.configure', program);
  const { clientId, clientName, today, currency } = program;
  const ends = url.searchParams.get('end');
  const ending = ends === null ? null : found(await feeOf(ctx, clientId, idParam({ id: ends })));
  const draft = parseQuery(feeDraftQuery, url);
  const running = (await feesOfProgram(ctx, clientId)).filter((fee) => goesWith(fee, draft, today));
  return {
    ...{ clientId, clientName, today, currency, ending, draft, running },
    suppliers: await suppliersOfProgram(ctx, clientId),
    id: crypto.randomUUID(),
  };
});

/** Whether the fee is taken beside the drafted one, on its first day and for its supplier. */
function goesWith(
  fee: FeeRow,
  { startsOn, supplierId, label, endRunning }: FeeDraft,
  today: string,
): boolean {
  const day = startsOn ?? today;
  if (!share(fee, { startsOn: day, endsOn: day })) return false;
  if (fee.supplierId !== null && fee.supplierId !== supplierId) return false;
  return !(endRunning && fee.label === label && fee.supplierId === (supplierId ?? null));
}

export const action = act({
  form: feeForm,
  run: async (ctx, input, { params }) => {
    const clientId = idParam(params, 'clientId');
    if (input.verb === 'end') return endFee(ctx, clientId, input);
    return input.verb === 'add' ? addFee(ctx, clientId, input) : ok(null);
  },
  done: (fee, input, { params }) =>
    fee === null
      ? { to: `/programs/${params.clientId}/fees/new?${draftOf(input)}#example` }
      : {
          to: `/programs/${params.clientId}`,
          flash: `“${fee.label}” is taken ${formatEffective(fee)}.`,
        },
  back: ({ params }) => `/programs/${params.clientId}`,
});

/** What was typed, in the words of the address: the form then shows it again, with its example. */
function draftOf(input: Record<string, unknown>): string {
  const { percent, endRunning, ...rest } = input;
  const draft = new URLSearchParams();
  for (const name of ['label', 'funding', 'supplierId', 'rounding', 'capPerHour', 'startsOn', 'endsOn'])
    if (typeof rest[name] === 'string') draft.set(name, rest[name]);
  if (typeof percent === 'string') draft.set('percent', formatPercent(percent).replace(' %', ''));
  if (endRunning === true) draft.set('endRunning', 'on');
  return draft.toString();
}

export default function Fee() {
  const shown = useLoaderData<typeof loader>();
  const { clientId, clientName, today, ending } = shown;
  return (
    <Page
      title={ending ? `End “${ending.label}”` : 'New fee'}
      crumbs={[
        { label: 'Programs', to: '/programs' },
        { label: clientName, to: `/programs/${clientId}` },
      ]}
    >
      {ending ? <LastDay fee={ending} today={today} /> : <NewFee shown={shown} />}
    </Page>
  );
}

type Running = { id: string; funding: 'client' | 'supplier'; fraction: string; startsOn: string };

function LastDay({ fee, today }: { fee: Running; today: string }) {
  const answer = useActionData<typeof action>();
  return (
    <Section
      title={`${formatPercent(fee.fraction)} since ${formatDate(fee.startsOn)}`}
      lead="Work after the last day carries the fee no more. What was billed before stays as it is."
    >
      <PostForm answer={answer}>
        <Hidden name="verb" value="end" />
        <Hidden name="feeId" value={fee.id} />
        <TextField
          name="lastDay"
          label="Last day"
          type="date"
          min={fee.startsOn}
          defaultValue={today < fee.startsOn ? fee.startsOn : today}
          required
        />
        <ButtonRow>
          <SubmitButton>End fee</SubmitButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function NewFee({ shown }: { shown: Shown }) {
  const answer = useActionData<typeof action>();
  const { id, draft, today, suppliers, currency, running } = shown;
  const added = drafted(draft);
  return (
    <>
      <Section
        title="What is taken, from whom and when"
        lead="See first what it does to 1,000.00; nothing is agreed before you add it."
      >
        <PostForm answer={answer}>
          <Hidden name="id" value={id} />
          <FeeFields draft={draft} today={today} suppliers={suppliers} currency={currency} />
          <ButtonRow>
            <SubmitButton name="verb" value="show" tone={added ? 'quiet' : 'primary'}>
              Show the example
            </SubmitButton>
            <SubmitButton name="verb" value="add" tone={added ? 'primary' : 'quiet'}>
              Add fee
            </SubmitButton>
          </ButtonRow>
        </PostForm>
      </Section>
      <Section
        id="example"
        title={added ? 'What 1,000.00 becomes with this fee' : 'What 1,000.00 becomes today'}
        lead="Every fee is taken on the same base, none on another: the MSP keeps what the client pays more and the supplier gets less."
      >
        <FeeExample running={running} added={added} currency={currency} />
      </Section>
    </>
  );
}

/** The drafted fee, once it is one. */
function drafted({ label, funding, percent, capPerHour }: FeeDraft): ExampleFee | null {
  const fraction = percent === undefined ? null : parsePercent(percent);
  if (!label || !funding || fraction === null) return null;
  return { label, funding, fraction, capPerHour: capPerHour === undefined ? null : parseRate(capPerHour) };
}
