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
  SelectField,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section, Tabs } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { addDiscount } from '../commands/add-discount.server.ts';
import { endDiscount } from '../commands/end-discount.server.ts';
import { discountForm } from '../discount-forms.ts';
import { discountOf, programWithDiscounts, type DiscountRow } from '../discounts.server.ts';
import { PromptFields, VolumeFields } from '../parts/discount-fields.tsx';
import { enrolledSuppliers } from '../public.server.ts';

export const meta: MetaFunction = () => [{ title: 'Discount · Muster' }];

export const loader = page(async (ctx, { params, url }) => {
  const program = found(await programWithDiscounts(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'program.configure', program);
  const ends = url.searchParams.get('end');
  return {
    program,
    ending: ends === null ? null : found(await discountOf(ctx, program.clientId, idParam({ id: ends }))),
    suppliers: await enrolledSuppliers(ctx, program.clientId),
    kind:
      url.searchParams.get('kind') === 'prompt_payment' ? ('prompt_payment' as const) : ('volume' as const),
    id: crypto.randomUUID(),
  };
});

export const action = act({
  form: discountForm,
  run: (ctx, input, { params }) => {
    const clientId = idParam(params, 'clientId');
    return input.verb === 'end' ? endDiscount(ctx, clientId, input) : addDiscount(ctx, clientId, input);
  },
  done: ({ label, startsOn, endsOn }, _input, { params }) => ({
    to: `/programs/${params.clientId}/discounts`,
    flash: `“${label}” is in force from ${formatDate(startsOn)}${endsOn ? ` until ${formatDate(endsOn)}` : ''}.`,
  }),
  back: ({ params }) => `/programs/${params.clientId}/discounts`,
});

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Discount() {
  const shown = useLoaderData<typeof loader>();
  const { program, ending } = shown;
  const { clientId, clientName } = program;
  return (
    <Page
      title={ending ? `End “${ending.label}”` : 'New discount'}
      crumbs={[
        { label: clientName, to: `/programs/${clientId}` },
        { label: 'Discounts', to: `/programs/${clientId}/discounts` },
      ]}
    >
      {ending ? <LastDay discount={ending} today={program.today} /> : <NewDiscount shown={shown} />}
    </Page>
  );
}

function LastDay({ discount, today }: { discount: DiscountRow; today: string }) {
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const { id, startsOn } = discount;
  return (
    <Section
      title={`In force since ${formatDate(startsOn)}`}
      lead="Periods that end after the last day are billed without it. What was billed before stays as it is."
    >
      <PostForm answer={answer}>
        <Hidden name="verb" value="end" />
        <Hidden name="scheduleId" value={id} />
        <TextField
          name="lastDay"
          label="Last day"
          type="date"
          min={startsOn}
          defaultValue={today < startsOn ? startsOn : today}
          required
        />
        <ButtonRow>
          <SubmitButton>End discount</SubmitButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}

function NewDiscount({ shown: { program, suppliers, kind, id } }: { shown: Shown }) {
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const here = `/programs/${program.clientId}/discounts/new`;
  const isVolume = kind === 'volume';
  return (
    <>
      <Tabs
        label="What the discount is for"
        items={[
          { label: 'Volume', to: here, current: isVolume },
          { label: 'Prompt payment', to: `${here}?kind=prompt_payment`, current: !isVolume },
        ]}
      />
      <Section
        title={isVolume ? 'What grows with the spend' : 'What is kept for paying early'}
        lead={
          isVolume
            ? 'A supplier’s spend in the window reaches a tier, and the tier gives its share. Leave the rows that you do not need empty.'
            : 'The client keeps a share of an invoice that it pays in time.'
        }
      >
        <PostForm answer={answer} key={kind}>
          <Hidden name="verb" value="add" />
          <Hidden name="id" value={id} />
          <Hidden name="kind" value={kind} />
          <FieldRow>
            <TextField
              name="label"
              label="Discount"
              hint="As documents print it, such as Volume discount."
              maxLength={60}
              required
            />
            {isVolume ? (
              <SelectField
                name="supplierId"
                label="Given by"
                placeholder="Every supplier, each for itself"
                options={suppliers.map(({ supplierId, name }) => ({ value: supplierId, label: name }))}
              />
            ) : null}
          </FieldRow>
          {isVolume ? <VolumeFields currency={program.currency} /> : <PromptFields />}
          <FieldRow>
            <TextField name="startsOn" label="First day" type="date" defaultValue={program.today} required />
            <TextField name="endsOn" label="Last day" type="date" hint="Leave empty for no end." />
          </FieldRow>
          <ButtonRow>
            <SubmitButton>Add discount</SubmitButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </>
  );
}
