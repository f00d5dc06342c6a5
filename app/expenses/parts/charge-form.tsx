import {
  ButtonRow,
  CheckboxField,
  FieldRow,
  Hidden,
  LinkButton,
  PostForm,
  RadioGroup,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import { formatPeriod } from '#app/values/period.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { MAX_AMOUNT_LENGTH, MAX_LABEL, MAX_REASON } from '../forms.ts';
import { cadences, cadenceWord } from '../schedule.ts';

type ChargeFormProps = {
  id: string;
  assignment: {
    id: string;
    ref: string;
    workerName: string;
    jobTitle: string;
    clientName: string;
    hiringManagerName: string;
    currency: string;
    startsOn: string;
    endsOn: string;
    splits: { costCenterId: string; code: string; name: string }[];
  };
  isMsp: boolean;
  answer: FormAnswer | undefined;
};

/** What is charged, how often, and why. */
export function ChargeForm({ id, assignment, isMsp, answer }: ChargeFormProps) {
  const { splits, currency, hiringManagerName } = assignment;
  const [only, other] = splits;
  return (
    <Section
      title={`${assignment.workerName}, ${assignment.jobTitle}`}
      lead={`${assignment.ref} · ${assignment.clientName} · ${formatPeriod(assignment)}`}
    >
      <PostForm answer={answer}>
        <Hidden name="id" value={id} />
        <Hidden name="assignmentId" value={assignment.id} />
        <TextField
          name="label"
          label="What is charged"
          hint="As it shall stand on the invoice."
          maxLength={MAX_LABEL}
          required
        />
        <FieldRow>
          <TextField
            name="amount"
            label="Amount of one charge"
            inputMode="decimal"
            prefix={currency}
            maxLength={MAX_AMOUNT_LENGTH}
            required
          />
          <SelectField
            name="costCenterId"
            label="Cost center"
            {...(other ? { placeholder: 'Choose a cost center' } : {})}
            defaultValue={other ? undefined : only?.costCenterId}
            options={splits.map(({ costCenterId, code, name }) => ({
              value: costCenterId,
              label: `${code} ${name}`,
            }))}
            required
          />
        </FieldRow>
        <WhenFields />
        {isMsp ? (
          <CheckboxField
            name="bearsFees"
            label="Bears the program’s fees"
            hint="Usually not: such charges pass through as they are."
          />
        ) : null}
        <TextArea name="reason" label={`Note to ${hiringManagerName}`} rows={2} maxLength={MAX_REASON} />
        <ButtonRow>
          <SubmitButton>Ask for approval</SubmitButton>
          <LinkButton to="/charges/new">Go back</LinkButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}

/** How often, and on which days. */
function WhenFields() {
  return (
    <>
      <RadioGroup
        name="cadence"
        legend="How often"
        defaultValue="once"
        options={cadences.map((value) => ({ value, label: cadenceWord(value) }))}
        required
      />
      <FieldRow>
        <TextField
          name="startsOn"
          label="On"
          hint="Where it comes again, the first day."
          type="date"
          required
        />
        <TextField name="endsOn" label="Until" hint="Only where it comes again." type="date" />
      </FieldRow>
    </>
  );
}
