import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import {
  ButtonRow,
  FieldRow,
  Hidden,
  LinkButton,
  PostForm,
  RadioGroup,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { proposeAccount } from '../commands/propose-account.server.ts';
import { bankForm } from '../forms.ts';

export const meta: MetaFunction = () => [{ title: 'Propose an account · Muster' }];

export const loader = page(async (ctx) => {
  const { side, organizationName } = ctx.actor;
  if (side === 'msp') authorize(ctx, 'payment.make');
  else authorize(ctx, 'bank.propose');
  return { id: crypto.randomUUID(), side, organizationName };
});

export const action = act({
  form: bankForm,
  run: proposeAccount,
  done: ({ account }) => ({
    to: '/bank',
    flash: `The account ${account} is proposed. A second person confirms it, and it is used a day after that.`,
  }),
  back: () => '/bank',
});

export default function NewAccount() {
  const { id, side, organizationName } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title="Propose an account"
      crumbs={[{ label: 'Bank', to: '/bank' }]}
      lead={
        side === 'msp'
          ? `Where the payments of ${organizationName} leave from. Somebody else confirms it.`
          : `Where ${organizationName} wants its money. Another administrator of yours or the program office confirms it; until then, and for a day after, payments go where they went before.`
      }
    >
      <Section title="The account">
        <PostForm answer={answer}>
          <Hidden name="id" value={id} />
          <TextField
            name="holder"
            label="Account holder"
            hint="As the bank spells it."
            required
            maxLength={140}
          />
          <RadioGroup
            name="bankCodeKind"
            legend="How the bank is named"
            required
            defaultValue="USABA"
            options={[
              { value: 'USABA', label: 'Routing number', hint: 'Nine digits, for a bank in the US' },
              { value: 'BIC', label: 'BIC', hint: 'Eight or eleven characters, with an IBAN' },
              { value: 'GBDSC', label: 'Sort code', hint: 'Six digits, for a bank in Britain' },
            ]}
          />
          <FieldRow>
            <TextField name="bankCode" label="The bank’s code" required maxLength={20} autoComplete="off" />
            <TextField
              name="country"
              label="Country"
              hint="Two letters, such as US."
              required
              maxLength={2}
              defaultValue="US"
            />
          </FieldRow>
          <TextField
            name="accountNumber"
            label="Account number or IBAN"
            hint="Spaces do not matter. Its check digits are looked at right away."
            required
            maxLength={60}
            autoComplete="off"
          />
          <ButtonRow>
            <SubmitButton>Propose it</SubmitButton>
            <LinkButton to="/bank">Cancel</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
