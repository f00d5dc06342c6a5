import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import {
  ButtonRow,
  FieldRow,
  Hidden,
  PostForm,
  RadioGroup,
  SelectField,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { formatMoney } from '#app/values/money.ts';
import { formatDate } from '#app/values/week.ts';
import { addFlatFee } from '../commands/add-flat-fee.server.ts';
import { endFlatFee } from '../commands/end-flat-fee.server.ts';
import { formatEffective } from '../effective.ts';
import { flatFeeForm } from '../fee-forms.ts';
import { flatFeeOf } from '../flat-fee-queries.server.ts';
import { activeWorkerLabel, activeWorkers, flatComponentLabel, flatComponents } from '../labels.ts';
import { programDetails } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Flat fee · Muster' }];

export const loader = page(async (ctx, { params, url }) => {
  const program = found(await programDetails(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'program.configure', program);
  const { clientId, clientName, today, currency } = program;
  const ends = url.searchParams.get('end');
  const ending = ends === null ? null : found(await flatFeeOf(ctx, clientId, idParam({ id: ends })));
  return { clientId, clientName, today, currency, ending, id: crypto.randomUUID() };
});

export const action = act({
  form: flatFeeForm,
  run: (ctx, input, { params }) => {
    const clientId = idParam(params, 'clientId');
    return input.verb === 'end' ? endFlatFee(ctx, clientId, input) : addFlatFee(ctx, clientId, input);
  },
  done: (fee, _input, { params }) => ({
    to: `/programs/${params.clientId}#flat-fees`,
    flash:
      fee.component === 'set_up'
        ? `“${fee.label}” is invoiced once, for the month of ${formatDate(fee.startsOn)}.`
        : `“${fee.label}” is invoiced monthly ${formatEffective(fee)}.`,
  }),
  back: ({ params }) => `/programs/${params.clientId}#flat-fees`,
});

export default function FlatFee() {
  const shown = useLoaderData<typeof loader>();
  const { clientId, clientName, ending } = shown;
  return (
    <Page
      title={ending ? `End “${ending.label}”` : 'New flat fee'}
      crumbs={[
        { label: 'Programs', to: '/programs' },
        { label: clientName, to: `/programs/${clientId}` },
      ]}
    >
      {ending ? <LastDay shown={shown} fee={ending} /> : <NewFlatFee shown={shown} />}
    </Page>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function LastDay({ shown, fee }: { shown: Shown; fee: NonNullable<Shown['ending']> }) {
  const answer = useActionData<typeof action>();
  const { today, currency } = shown;
  return (
    <Section
      title={`${formatMoney(fee.amountMinor, currency)} since ${formatDate(fee.startsOn)}`}
      lead="A last month that is not whole is invoiced by its days. What was invoiced before stays as it is."
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

function NewFlatFee({ shown: { id, today, currency } }: { shown: Shown }) {
  const answer = useActionData<typeof action>();
  return (
    <Section
      title="What is invoiced by the month"
      lead="Flat fees do not hang on an hour. They stand on an invoice of their own, after each month; a first or last month that is not whole counts by its days."
    >
      <PostForm answer={answer}>
        <Hidden name="verb" value="add" />
        <Hidden name="id" value={id} />
        <RadioGroup
          name="component"
          legend="For"
          options={flatComponents.map((value) => ({
            value,
            label: flatComponentLabel[value],
            ...(value === 'minimum'
              ? { hint: 'Tops up what a month comes to without the set-up, where that is less.' }
              : {}),
          }))}
          required
        />
        <FieldRow>
          <TextField
            name="label"
            label="Fee"
            hint="As it stands on the invoice, such as Program subscription."
            maxLength={60}
            required
          />
          <TextField
            name="amountMinor"
            label="Amount"
            inputMode="decimal"
            prefix={currency}
            maxLength={20}
            required
          />
        </FieldRow>
        <FieldRow>
          <SelectField
            name="activeWorker"
            label="An active worker is"
            hint="Only for a fee by active worker."
            placeholder="Choose"
            options={activeWorkers.map((value) => ({ value, label: activeWorkerLabel[value] }))}
          />
          <TextField
            name="yearlyIndexation"
            label="Rises each year by"
            inputMode="decimal"
            suffix="%"
            maxLength={20}
            hint="From the first month on or after each anniversary. Leave empty where it stays."
          />
        </FieldRow>
        <FieldRow>
          <TextField name="startsOn" label="First day" type="date" defaultValue={today} required />
          <TextField name="endsOn" label="Last day" type="date" hint="Leave empty for no end." />
        </FieldRow>
        <ButtonRow>
          <SubmitButton>Add flat fee</SubmitButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}
