import { FieldRow, FileField, SelectField, TextField } from '#app/ui/form.tsx';
import { formatAmount, plainAmount } from '#app/values/money.ts';
import { MAX_AMOUNT_LENGTH, MAX_NOTE } from '../forms.ts';

export type CodeOffered = {
  id: string;
  name: string;
  receiptAboveMinor: number | null;
  limitMinor: number | null;
};

type LineFieldsProps = {
  entry: {
    codes: CodeOffered[];
    costCenters: { id: string; code: string; name: string }[];
    today: string;
    startsOn: string;
    endsOn: string;
    currency: string;
  };
  line?: {
    spentOn: string;
    expenseCodeId: string;
    costCenterId: string;
    amountMinor: number;
    note: string;
    receiptFileId: string | null;
  };
};

/** What was spent: the day, on what, how much, who bears it, and the receipt. */
export function LineFields({ entry, line }: LineFieldsProps) {
  const { codes, costCenters, currency, startsOn } = entry;
  const lastDay = entry.today < entry.endsOn ? entry.today : entry.endsOn;
  const [only, other] = costCenters;
  return (
    <>
      <FieldRow>
        <TextField
          name="spentOn"
          label="Spent on"
          type="date"
          min={startsOn}
          max={lastDay}
          defaultValue={line?.spentOn ?? lastDay}
          required
        />
        <SelectField
          name="expenseCodeId"
          label="Expense code"
          placeholder="Choose a code"
          defaultValue={line?.expenseCodeId}
          options={codes.map((code) => ({ value: code.id, label: `${code.name}${termsOf(code, currency)}` }))}
          required
        />
        <TextField
          name="amount"
          label="Amount"
          inputMode="decimal"
          prefix={currency}
          maxLength={MAX_AMOUNT_LENGTH}
          defaultValue={line ? plainAmount(line.amountMinor, currency) : undefined}
          required
        />
      </FieldRow>
      <FieldRow>
        <SelectField
          name="costCenterId"
          label="Cost center"
          {...(other ? { placeholder: 'Choose a cost center' } : {})}
          defaultValue={line?.costCenterId ?? (other ? undefined : only?.id)}
          options={costCenters.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
          required
        />
        <TextField name="note" label="Note" maxLength={MAX_NOTE} defaultValue={line?.note} />
      </FieldRow>
      <FileField
        name="receipt"
        label={line?.receiptFileId ? 'Another receipt in place of the one that is there' : 'Receipt'}
        hint="PDF, PNG or JPEG, up to 10 MB."
        accept=".pdf,.png,.jpg,.jpeg"
      />
    </>
  );
}

/** What a code asks for, said where it is chosen. */
function termsOf({ limitMinor, receiptAboveMinor }: CodeOffered, currency: string): string {
  const terms = [
    limitMinor === null ? '' : `up to ${formatAmount(limitMinor, currency)}`,
    receiptAboveMinor === null
      ? ''
      : receiptAboveMinor === 0
        ? 'receipt needed'
        : `receipt above ${formatAmount(receiptAboveMinor, currency)}`,
  ].filter(Boolean);
  return terms.length > 0 ? ` (${terms.join(', ')})` : '';
}
