import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import {
  ButtonRow,
  CheckboxField,
  Hidden,
  LinkButton,
  PostForm,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { consentToSelfBilling } from '../commands/consent-self-billing.server.ts';
import { consentForm } from '../forms.ts';
import { selfBillingOf } from '../self-billing.server.ts';

export const meta: MetaFunction = () => [{ title: 'Agree to self-billing · Muster' }];

export const loader = page(async (ctx, { params }) => {
  authorize(ctx, 'selfBilling.consent');
  const clientId = idParam(params, 'clientId');
  const agreement = found((await selfBillingOf(ctx)).find((one) => one.clientId === clientId));
  return { id: crypto.randomUUID(), agreement };
});

export const action = act({
  form: consentForm,
  run: (ctx, input, { params }) => consentToSelfBilling(ctx, idParam(params, 'clientId'), input),
  done: ({ clientName, startsOn, endsOn }) => ({
    to: '/self-billing',
    flash: `You agreed to self-billing for ${clientName}, from ${formatDate(startsOn)} to ${formatDate(endsOn)}.`,
  }),
  back: () => '/self-billing',
});

export default function Consent() {
  const { id, agreement } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title={`Self-billing for ${agreement.clientName}`}
      crumbs={[{ label: 'Self-billing', to: '/self-billing' }]}
      lead="For twelve months. You can see every statement before it is paid, and correct what is wrong."
    >
      <Section title="What you agree to">
        <ul>
          <li>
            The program office writes the invoices for your work at {agreement.clientName} on your behalf.
          </li>
          <li>You send no invoices of your own for this work.</li>
          <li>You tell the program office at once when your tax number or your tax status changes.</li>
          <li>The tax on a statement is your tax to declare.</li>
        </ul>
        <PostForm answer={answer}>
          <Hidden name="id" value={id} />
          <TextField
            name="taxNumber"
            label="Tax number"
            hint="As it stands on your own invoices."
            required
            maxLength={40}
            defaultValue={agreement.taxNumber}
          />
          <CheckboxField
            name="agreed"
            label={`${agreement.supplierName} agrees to this for twelve months`}
            required
          />
          <ButtonRow>
            <SubmitButton>Agree</SubmitButton>
            <LinkButton to="/self-billing">Not now</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
