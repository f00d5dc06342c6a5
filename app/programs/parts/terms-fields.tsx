import { CheckboxField, FieldRow, SelectField, TextField } from '#app/ui/form.tsx';
import {
  buyerTypeLabel,
  buyerTypes,
  costBookingLabel,
  costBookings,
  overtimeLabel,
  overtimeRules,
  taxFlowLabel,
  taxFlows,
} from '../labels.ts';

export type TermsDefaults = {
  effectiveFrom: string;
  overtimeRule: string;
  paymentTermsDays: number;
  supplierTermsDays: number;
  payWhenPaid: boolean;
  mspScreensSubmittals: boolean;
  submittalsPerSupplier: number;
  costBooking: string;
  taxFlow: string;
  buyerType: string;
};

const overtimeOptions = overtimeRules.map((value) => ({ value, label: overtimeLabel[value] }));
const bookingOptions = costBookings.map((value) => ({ value, label: costBookingLabel[value] }));
const flowOptions = taxFlows.map((value) => ({ value, label: taxFlowLabel[value] }));
const buyerOptions = buyerTypes.map((value) => ({ value, label: buyerTypeLabel[value] }));

/** The fields of a program's terms, for the first ones and for later ones alike. */
export function TermsFields({ defaults }: { defaults: TermsDefaults }) {
  return (
    <>
      <FieldRow>
        <TextField
          name="effectiveFrom"
          label="In force from"
          type="date"
          defaultValue={defaults.effectiveFrom}
          hint="The first day of work that they hold for."
          required
        />
        <SelectField
          name="overtimeRule"
          label="Overtime"
          options={overtimeOptions}
          defaultValue={defaults.overtimeRule}
          hint="How the hours of a week are classified."
          required
        />
      </FieldRow>
      <FieldRow>
        <TextField
          name="paymentTermsDays"
          label="The client pays within"
          inputMode="numeric"
          suffix="days"
          maxLength={3}
          defaultValue={defaults.paymentTermsDays}
          required
        />
        <TextField
          name="supplierTermsDays"
          label="Suppliers are paid within"
          inputMode="numeric"
          suffix="days"
          maxLength={3}
          defaultValue={defaults.supplierTermsDays}
          required
        />
        <TextField
          name="submittalsPerSupplier"
          label="Candidates per supplier"
          inputMode="numeric"
          suffix="at most"
          maxLength={2}
          defaultValue={defaults.submittalsPerSupplier}
          required
        />
      </FieldRow>
      <CheckboxField
        name="payWhenPaid"
        label="Pay when paid"
        hint="Suppliers’ days begin when the client has paid, not when the invoice is issued."
        defaultChecked={defaults.payWhenPaid}
      />
      <CheckboxField
        name="mspScreensSubmittals"
        label="The MSP screens candidates"
        hint="The client sees a candidate once the MSP has presented them."
        defaultChecked={defaults.mspScreensSubmittals}
      />
      <MoneyTerms defaults={defaults} />
    </>
  );
}

/** What the hours are booked to, and what tax law asks about the program. */
function MoneyTerms({ defaults }: { defaults: TermsDefaults }) {
  return (
    <FieldRow>
      <SelectField
        name="costBooking"
        label="Hours are booked"
        options={bookingOptions}
        defaultValue={defaults.costBooking}
        required
      />
      <SelectField
        name="taxFlow"
        label="Who sells the work"
        options={flowOptions}
        defaultValue={defaults.taxFlow}
        hint="Decides whose tax it is, and who is owed it."
        required
      />
      <SelectField
        name="buyerType"
        label="For tax, the client is"
        options={buyerOptions}
        defaultValue={defaults.buyerType}
        required
      />
    </FieldRow>
  );
}
