import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import {
  ButtonRow,
  FieldRow,
  Hidden,
  PostForm,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { today } from '#app/values/week.ts';
import { createProgram } from '../commands/create-program.server.ts';
import { programForm } from '../forms.ts';
import { cadenceLabel, cadences, currencies, weekdayLabel } from '../labels.ts';
import { TermsFields } from '../parts/terms-fields.tsx';
import { TimeZoneField } from '../parts/time-zone-field.tsx';

export const meta: MetaFunction = () => [{ title: 'New program · Muster' }];

const USUAL_ZONE = 'America/New_York';

export const loader = page(async (ctx) => {
  authorize(ctx, 'program.configure');
  return {
    id: crypto.randomUUID(),
    zones: [...Intl.supportedValuesOf('timeZone'), 'UTC'],
    zone: USUAL_ZONE,
    today: today(ctx.now, USUAL_ZONE),
  };
});

export const action = act({
  form: programForm,
  run: (ctx, input) => createProgram(ctx, input),
  done: ({ clientId, name }) => ({
    to: `/programs/${clientId}`,
    flash: `The program of ${name} is open. Add its sites, departments, rate card and suppliers next.`,
  }),
  back: () => '/programs',
});

const usualTerms = {
  overtimeRule: 'us-flsa',
  paymentTermsDays: 30,
  supplierTermsDays: 30,
  payWhenPaid: false,
  mspScreensSubmittals: true,
  submittalsPerSupplier: 5,
  costBooking: 'worker',
  taxFlow: 'principal',
  buyerType: 'business',
};

export default function NewProgram() {
  const { id, zones, zone, today } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="New program"
      crumbs={[{ label: 'Programs', to: '/programs' }]}
      lead="Opens a client’s program with its first terms. What follows, such as places, fees and jobs, is added on its page."
    >
      <PostForm answer={answer}>
        <Hidden name="id" value={id} />
        <Section title="The client">
          <ClientFields />
        </Section>
        <Section
          title="The program"
          lead="These are settled once: amounts, weeks and dates of the program rest on them."
        >
          <ProgramFields zones={zones} zone={zone} />
        </Section>
        <Section
          title="First terms"
          lead="Later terms are added from their own date on; these stay on record."
        >
          <TermsFields defaults={{ ...usualTerms, effectiveFrom: today }} />
        </Section>
        <Section
          title="Who approves a requisition"
          lead="An approver of the client signs every requisition, never their own."
        >
          <TextField
            name="financeAbove"
            label="Client finance signs too, above"
            inputMode="decimal"
            maxLength={20}
            hint="The estimated budget of the requisition. Leave empty when the approver’s signature is always enough."
          />
        </Section>
        <ButtonRow>
          <SubmitButton>Open program</SubmitButton>
        </ButtonRow>
      </PostForm>
    </Page>
  );
}

function ClientFields() {
  return (
    <>
      <FieldRow>
        <TextField name="name" label="Name" hint="As people say it." required maxLength={120} />
        <TextField
          name="legalName"
          label="Legal name"
          hint="As it stands on invoices."
          required
          maxLength={200}
        />
      </FieldRow>
      <TextArea
        name="addressLines"
        label="Address"
        hint="As it stands on invoices, up to six lines."
        maxLength={600}
      />
      <TextField name="taxId" label="Tax number" maxLength={40} />
    </>
  );
}

function ProgramFields({ zones, zone }: { zones: string[]; zone: string }) {
  return (
    <>
      <FieldRow>
        <TextField name="code" label="Code" hint="Two to six letters, such as HAL." required maxLength={6} />
        <SelectField
          name="currency"
          label="Currency"
          hint="Every rate and amount is in it."
          options={currencies.map((value) => ({ value, label: value }))}
          defaultValue="USD"
          required
        />
      </FieldRow>
      <FieldRow>
        <SelectField
          name="weekEndsOn"
          label="Week ends on"
          options={[0, 1, 2, 3, 4, 5, 6].map((day) => ({ value: String(day), label: weekdayLabel(day) }))}
          defaultValue="0"
          required
        />
        <SelectField
          name="billingCadence"
          label="Billed"
          options={cadences.map((value) => ({ value, label: cadenceLabel[value] }))}
          defaultValue="monthly"
          required
        />
      </FieldRow>
      <TimeZoneField zones={zones} defaultValue={zone} />
    </>
  );
}
