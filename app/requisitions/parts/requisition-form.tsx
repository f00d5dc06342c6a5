import {
  FieldRow,
  Hidden,
  PostForm,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
  ButtonRow,
} from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import { formatRate } from '#app/values/rate.ts';
import type { FormAnswer } from '#app/values/result.ts';
import type { RequisitionFormData } from '../form-data.ts';
import { MAX_DESCRIPTION, MAX_TITLE } from '../forms.ts';
import { SplitFields } from './split-fields.tsx';

/** A requisition to be filled in: new, or a draft. */
export function RequisitionForm({
  data,
  answer,
  canSubmit,
}: {
  data: RequisitionFormData;
  answer: FormAnswer | null | undefined;
  canSubmit: boolean;
}) {
  const { values, program, job } = data;
  return (
    <PostForm answer={answer}>
      <Hidden name="id" value={values.id} />
      <Hidden name="clientId" value={program.clientId} />
      <Hidden name="jobId" value={job.id} />
      <Section title="Who is needed">
        <TextField name="title" label="Title" defaultValue={values.title} maxLength={MAX_TITLE} required />
        <TextArea
          name="description"
          label="Description"
          hint="Suppliers read this. The job’s own text stands here to begin with."
          defaultValue={values.description}
          maxLength={MAX_DESCRIPTION}
          rows={6}
        />
        <FieldRow>
          <TextField
            name="positions"
            label="Positions"
            type="number"
            min={1}
            max={500}
            defaultValue={values.positions}
            required
          />
          <SelectField
            name="hiringManagerId"
            label="Hiring manager"
            options={data.managers}
            placeholder="Choose"
            defaultValue={values.hiringManagerId}
            required
          />
        </FieldRow>
      </Section>
      <Where data={data} />
      <Rates data={data} />
      <Section title="Booked to" lead="Up to six cost centers share the cost; the shares add up to 100 %.">
        <SplitFields costCenters={data.costCenters} splits={values.splits} />
      </Section>
      <ButtonRow>
        {canSubmit ? (
          <SubmitButton name="intent" value="submit">
            Save and submit
          </SubmitButton>
        ) : null}
        <SubmitButton name="intent" value="draft" tone="quiet">
          Save draft
        </SubmitButton>
      </ButtonRow>
    </PostForm>
  );
}

function Where({ data: { values, sites, departments } }: { data: RequisitionFormData }) {
  return (
    <Section title="Where and when">
      <FieldRow>
        <SelectField
          name="siteId"
          label="Site"
          options={sites}
          placeholder="Choose"
          defaultValue={values.siteId}
          required
        />
        <SelectField
          name="departmentId"
          label="Department"
          options={departments}
          placeholder="Choose"
          defaultValue={values.departmentId}
          required
        />
      </FieldRow>
      <FieldRow>
        <TextField name="startsOn" label="Starts on" type="date" defaultValue={values.startsOn} required />
        <TextField name="endsOn" label="Ends on" type="date" defaultValue={values.endsOn} required />
        <TextField
          name="weekMinutes"
          label="Hours a week"
          inputMode="decimal"
          suffix="h"
          defaultValue={values.weekHours}
          maxLength={8}
          required
        />
      </FieldRow>
    </Section>
  );
}

function Rates({ data: { values, program, job } }: { data: RequisitionFormData }) {
  const allowed = job.maxBillRate
    ? `The card allows at most ${program.currency} ${formatRate(job.maxBillRate)} an hour for this job. The estimate counts with the higher rate.`
    : 'The card has no rate for this job on that day; choose another start date.';
  return (
    <Section title="Bill rate" lead={allowed}>
      <FieldRow>
        <TextField
          name="minBillRate"
          label="From"
          inputMode="decimal"
          prefix={program.currency}
          suffix="/ h"
          defaultValue={values.minBillRate}
          maxLength={12}
          required
        />
        <TextField
          name="maxBillRate"
          label="To"
          inputMode="decimal"
          prefix={program.currency}
          suffix="/ h"
          defaultValue={values.maxBillRate}
          maxLength={12}
          required
        />
      </FieldRow>
    </Section>
  );
}
