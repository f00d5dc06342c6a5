import {
  ButtonRow,
  CheckboxField,
  FieldRow,
  FileField,
  Hidden,
  LinkButton,
  PostForm,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import { formatRate } from '#app/values/rate.ts';
import type { FormAnswer } from '#app/values/result.ts';

type SubmitCandidateFormProps = {
  /** Made when the page was drawn: the same form posted twice is one submittal. */
  id: string;
  need: { clientName: string; currency: string; maxBillRate: string; startsOn: string };
  pool: { id: string; name: string; email: string }[];
  answer: FormAnswer | undefined;
  back: string;
};

/** Who, at which rates, from when, and the supplier's word that it may. */
export function SubmitCandidateForm({ id, need, pool, answer, back }: SubmitCandidateFormProps) {
  return (
    <PostForm answer={answer} encType="multipart/form-data">
      <Hidden name="id" value={id} />
      <WhoSection pool={pool} />
      <TermsSection need={need} />
      <Section title="Right to represent">
        <CheckboxField
          name="represented"
          label={`The candidate agreed to be represented by our firm to ${need.clientName} for this job.`}
          hint="Your name and the time are recorded with it."
          required
        />
        <ButtonRow>
          <SubmitButton>Submit candidate</SubmitButton>
          <LinkButton to={back}>Go back</LinkButton>
        </ButtonRow>
      </Section>
    </PostForm>
  );
}

function WhoSection({ pool }: Pick<SubmitCandidateFormProps, 'pool'>) {
  const somebodyNew = pool.length === 0;
  return (
    <Section title="Candidate">
      {somebodyNew ? null : (
        <SelectField
          name="candidateId"
          label="One of yours"
          placeholder="Somebody new, entered below"
          options={pool.map((one) => ({ value: one.id, label: `${one.name} · ${one.email}` }))}
        />
      )}
      <FieldRow>
        <TextField
          name="name"
          label={somebodyNew ? 'Name' : 'Name of somebody new'}
          maxLength={120}
          autoComplete="off"
          required={somebodyNew}
        />
        <TextField
          name="email"
          label="E-mail"
          type="email"
          maxLength={254}
          autoComplete="off"
          required={somebodyNew}
        />
        <TextField name="phone" label="Phone" type="tel" maxLength={40} autoComplete="off" />
      </FieldRow>
      <TextArea
        name="summary"
        label="Summary"
        hint="Experience and licenses, as the hiring manager shall read them. Contact details are not shown to the client."
        maxLength={2000}
      />
    </Section>
  );
}

function TermsSection({ need }: Pick<SubmitCandidateFormProps, 'need'>) {
  return (
    <Section title="Terms">
      <FieldRow>
        <TextField
          name="billRate"
          label="Bill rate"
          hint={`At most ${formatRate(need.maxBillRate)} by the card.`}
          inputMode="decimal"
          prefix={need.currency}
          suffix="/ h"
          maxLength={40}
          required
        />
        <TextField
          name="payRate"
          label="Pay rate"
          hint="The client never sees it."
          inputMode="decimal"
          prefix={need.currency}
          suffix="/ h"
          maxLength={40}
          required
        />
        <TextField
          name="availableFrom"
          label="Available from"
          hint="First day free."
          type="date"
          defaultValue={need.startsOn}
          required
        />
      </FieldRow>
      <TextArea name="note" label="Note to the hiring manager" rows={3} maxLength={2000} />
      <FileField name="resume" label="Résumé" hint="PDF or Word (DOCX), up to 10 MB." accept=".pdf,.docx" />
    </Section>
  );
}
