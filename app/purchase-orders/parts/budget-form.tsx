import { ButtonRow, Hidden, PostForm, SelectField, SubmitButton, TextField } from '#app/ui/form.tsx';
import { plainAmount } from '#app/values/money.ts';
import type { FormAnswer } from '#app/values/result.ts';

type Center = { costCenterId: string; code: string; name: string; budgetMinor: number | null };

type Props = {
  answer: FormAnswer | null | undefined;
  program: { clientId: string; currency: string };
  year: number;
  centers: Center[];
  center: string | undefined;
};

/** Sets the budget of one cost center for one year, or another amount for it. */
export function BudgetForm({ answer, program, year, centers, center }: Props) {
  const chosen = centers.find(({ costCenterId }) => costCenterId === center);
  const stands = chosen?.budgetMinor == null ? undefined : plainAmount(chosen.budgetMinor, program.currency);
  return (
    <PostForm answer={answer}>
      <Hidden name="clientId" value={program.clientId} />
      <SelectField
        name="costCenterId"
        label="Cost center"
        placeholder="Choose"
        defaultValue={chosen?.costCenterId}
        options={centers.map(({ costCenterId, code, name }) => ({
          value: costCenterId,
          label: `${code} ${name}`,
        }))}
        required
      />
      <TextField
        name="year"
        label="Year"
        inputMode="numeric"
        maxLength={4}
        defaultValue={String(year)}
        required
      />
      <TextField
        name="amount"
        label="Budget"
        inputMode="decimal"
        prefix={program.currency}
        maxLength={24}
        defaultValue={stands}
        hint="Fees and taxes included."
        required
      />
      <ButtonRow>
        <SubmitButton>Set budget</SubmitButton>
      </ButtonRow>
    </PostForm>
  );
}
