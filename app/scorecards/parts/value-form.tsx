import { ButtonRow, FieldRow, Hidden, PostForm, SubmitButton, TextArea, TextField } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { formatFactor, unitLabel, type Unit } from '../measures.ts';

type Entered = {
  measure: string;
  unit: string;
  value: string | null;
  counted: number | null;
  note: string;
  source: string;
};

/** Enters what a level came to. What the product measured may be replaced so too, with a reason. */
export function ValueForm({ level, answer }: { level: Entered; answer?: FormAnswer | null }) {
  const isByHand = level.source === 'entered';
  return (
    <Section
      title={isByHand ? 'Enter the value' : 'Replace the measured value'}
      lead={isByHand ? undefined : 'The client reads why. The count of events is then what you enter.'}
    >
      <PostForm answer={answer}>
        <Hidden name="verb" value="enter" />
        <FieldRow>
          <TextField
            name="value"
            label="Value"
            inputMode="decimal"
            suffix={unitLabel[level.unit as Unit]}
            maxLength={20}
            defaultValue={isByHand && level.value !== null ? formatFactor(level.value) : undefined}
            required
          />
          <TextField
            name="counted"
            label="Events"
            type="number"
            min={0}
            hint="How many it rests on, where that is known."
            defaultValue={isByHand ? level.counted : undefined}
          />
        </FieldRow>
        <TextArea
          name="note"
          label="Where it comes from"
          rows={2}
          maxLength={1000}
          defaultValue={level.note}
          required
        />
        <ButtonRow>
          <SubmitButton>Enter it</SubmitButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}
