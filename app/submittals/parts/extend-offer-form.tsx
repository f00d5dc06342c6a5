import {
  ButtonRow,
  FieldRow,
  Hidden,
  LinkButton,
  PostForm,
  SubmitButton,
  TextArea,
  TextField,
} from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import { formatRate } from '#app/values/rate.ts';
import type { FormAnswer } from '#app/values/result.ts';

type ExtendOfferFormProps = {
  /** Made when the page was drawn: the same form posted twice is one offer. */
  id: string;
  row: { id: string; supplierName: string; billRate: string; maxBillRate: string; currency: string };
  defaults: { startsOn: string; endsOn: string; expiresOn: string; today: string };
  answer: FormAnswer | undefined;
};

/** The terms of an offer; the supplier accepts or declines exactly these. */
export function ExtendOfferForm({ id, row, defaults, answer }: ExtendOfferFormProps) {
  return (
    <Section title="Terms" lead={`${row.supplierName} accepts or declines exactly these terms.`}>
      <PostForm answer={answer}>
        <Hidden name="id" value={id} />
        <TextField
          name="billRate"
          label="Bill rate"
          hint={`Submitted at ${formatRate(row.billRate)}; the card allows at most ${formatRate(row.maxBillRate)}.`}
          inputMode="decimal"
          prefix={row.currency}
          suffix="/ h"
          defaultValue={formatRate(row.billRate)}
          maxLength={40}
          required
        />
        <FieldRow>
          <TextField
            name="startsOn"
            label="First day"
            type="date"
            defaultValue={defaults.startsOn}
            required
          />
          <TextField name="endsOn" label="Last day" type="date" defaultValue={defaults.endsOn} required />
          <TextField
            name="expiresOn"
            label="Answer by"
            type="date"
            min={defaults.today}
            defaultValue={defaults.expiresOn}
            required
          />
        </FieldRow>
        <TextArea
          name="message"
          label="Message to the supplier"
          hint="Where to report on the first day, what to bring."
          rows={4}
          maxLength={2000}
        />
        <ButtonRow>
          <SubmitButton>Send the offer</SubmitButton>
          <LinkButton to={`/submittals/${row.id}`}>Go back</LinkButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}
