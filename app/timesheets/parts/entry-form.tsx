import { useState } from 'react';
import { Section } from '#app/ui/page.tsx';
import { ButtonRow, CheckboxField, PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import { Money } from '#app/ui/amount.tsx';
import { formatHours } from '#app/values/hours.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { MAX_NOTE, type WeekRow } from '../forms.ts';
import type { ClassifiedEntry, OvertimeRule } from '../overtime.ts';
import { priceWeek, type RateInForce } from '../price-week.ts';
import { classifiedLines } from '../week-of-time.ts';
import { Classification } from './classification.tsx';
import { WeekGrid, type GridCostCenter } from './week-grid.tsx';

type EntryFormProps = {
  sheet: {
    weekEndsOn: string;
    timeZone: string;
    startsOn: string;
    endsOn: string;
    rule: OvertimeRule;
    note: string;
    currency: string;
    hiringManagerName: string;
  };
  costCenters: GridCostCenter[];
  rows: WeekRow[];
  lastWeek: WeekRow[] | null;
  /** Empty for those who see no money. */
  rates: RateInForce[];
  answer: FormAnswer | null | undefined;
};

/** The week while it is a draft: hours, what the rule makes of them, and the attestation that submits it. */
export function EntryForm({ sheet, costCenters, rows: saved, lastWeek, rates, answer }: EntryFormProps) {
  const [rows, setRows] = useState(saved);
  const { weekEndsOn, timeZone, startsOn, endsOn, rule } = sheet;
  const lines = classifiedLines(rule, rows, weekEndsOn);
  return (
    <PostForm answer={answer}>
      <Section title="Hours">
        <WeekGrid
          {...{ weekEndsOn, timeZone, startsOn, endsOn, costCenters, saved, rows, lines, lastWeek }}
          onHours={setRows}
        />
        <Classification {...{ rule, lines, rows, weekEndsOn }}>
          {rates.length > 0 ? <Estimate {...{ lines, rates }} currency={sheet.currency} /> : null}
        </Classification>
      </Section>
      <Section title="Submit">
        <TextArea
          name="note"
          label={`Note to ${sheet.hiringManagerName}`}
          defaultValue={sheet.note}
          rows={2}
          maxLength={MAX_NOTE}
        />
        <CheckboxField name="attest" label="I attest that these hours are true and complete" />
        <ButtonRow>
          <SubmitButton tone="quiet" name="intent" value="save">
            Save draft
          </SubmitButton>
          <SubmitButton name="intent" value="submit">
            Submit
          </SubmitButton>
        </ButtonRow>
      </Section>
    </PostForm>
  );
}

type EstimateProps = { lines: ClassifiedEntry[]; rates: RateInForce[]; currency: string };

function Estimate({ lines, rates, currency }: EstimateProps) {
  const priced = priceWeek(lines, rates);
  return (
    <div className="flex items-baseline gap-2">
      <dt className="text-soft">Estimate</dt>
      <dd>
        <Money minor={priced.amountMinor} currency={currency} />
        {priced.unpricedMinutes > 0 ? (
          <span className="text-attention">
            {' '}
            without {formatHours(priced.unpricedMinutes)} h that have no rate
          </span>
        ) : null}
      </dd>
    </div>
  );
}
