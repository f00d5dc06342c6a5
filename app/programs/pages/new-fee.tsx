import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import {
  ButtonRow,
  CheckboxField,
  FieldRow,
  Hidden,
  PostForm,
  RadioGroup,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { formatPercent } from '#app/values/percent.ts';
import { formatDate } from '#app/values/week.ts';
import { addFee } from '../commands/add-fee.server.ts';
import { endFee } from '../commands/end-fee.server.ts';
import { formatEffective } from '../effective.ts';
import { feeForm } from '../forms.ts';
import { fundingLabel, fundings } from '../labels.ts';
import { feeOf, programDetails } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Fee · Muster' }];

export const loader = page(async (ctx, { params, url }) => {
  const program = found(await programDetails(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'program.configure', program);
  const { clientId, clientName, today } = program;
  const ends = url.searchParams.get('end');
  const ending = ends === null ? null : found(await feeOf(ctx, clientId, idParam({ id: ends })));
  return { clientId, clientName, today, ending, id: crypto.randomUUID() };
});

export const action = act({
  form: feeForm,
  run: (ctx, input, { params }) => {
    const clientId = idParam(params, 'clientId');
    return input.verb === 'end' ? endFee(ctx, clientId, input) : addFee(ctx, clientId, input);
  },
  done: (fee, _input, { params }) => ({
    to: `/programs/${params.clientId}`,
    flash: `“${fee.label}” is taken ${formatEffective(fee)}.`,
  }),
  back: ({ params }) => `/programs/${params.clientId}`,
});

export default function Fee() {
  const { clientId, clientName, today, ending, id } = useLoaderData<typeof loader>();
  return (
    <Page
      title={ending ? `End “${ending.label}”` : 'New fee'}
      crumbs={[
        { label: 'Programs', to: '/programs' },
        { label: clientName, to: `/programs/${clientId}` },
      ]}
    >
      {ending ? <LastDay fee={ending} today={today} /> : <NewFee id={id} today={today} />}
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

function NewFee({ id, today }: { id: string; today: string }) {
  const answer = useActionData<typeof action>();
  return (
    <Section title="What is taken, from whom and when">
      <PostForm answer={answer}>
        <Hidden name="verb" value="add" />
        <Hidden name="id" value={id} />
        <FieldRow>
          <TextField
            name="label"
            label="Fee"
            hint="As it stands on invoices and statements, such as Program fee."
            maxLength={60}
            required
          />
          <TextField
            name="percent"
            label="Percent of what is billed"
            inputMode="decimal"
            suffix="%"
            maxLength={20}
            hint="At most four decimals."
            required
          />
        </FieldRow>
        <RadioGroup
          name="funding"
          legend="Who bears it"
          options={fundings.map((value) => ({ value, label: fundingLabel[value] }))}
          required
        />
        <FieldRow>
          <TextField name="startsOn" label="First day" type="date" defaultValue={today} required />
          <TextField name="endsOn" label="Last day" type="date" hint="Leave empty for no end." />
        </FieldRow>
        <CheckboxField
          name="endRunning"
          label="End the one that runs"
          hint="Where a fee with this label runs without an end, its last day becomes the day before this one starts. Without the tick nothing is ended."
        />
        <ButtonRow>
          <SubmitButton>Add fee</SubmitButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}
