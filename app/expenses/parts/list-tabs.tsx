import { Hidden, SelectField } from '#app/ui/form.tsx';
import { Tabs } from '#app/ui/page.tsx';
import { statusWord } from '#app/ui/status.tsx';
import { FilterBar } from '#app/ui/table.tsx';

/** The two lists of the slice. Workers have only the first. */
export function ListTabs({ here, seesCharges }: { here: 'expenses' | 'charges'; seesCharges: boolean }) {
  if (!seesCharges) return null;
  return (
    <Tabs
      label="Expenses and charges"
      items={[
        { label: 'Expense sheets', to: '/expenses', current: here === 'expenses' },
        { label: 'Miscellaneous charges', to: '/charges', current: here === 'charges' },
      ]}
    />
  );
}

type ListFiltersProps = {
  query: { status?: string | undefined; program?: string | undefined; assignment?: string | undefined };
  statuses: readonly string[];
  programs: { value: string; label: string }[];
  cadence?: { options: { value: string; label: string }[]; chosen: string | undefined };
};

export function ListFilters({ query, statuses, programs, cadence }: ListFiltersProps) {
  return (
    <FilterBar>
      {query.assignment ? <Hidden name="assignment" value={query.assignment} /> : null}
      <SelectField
        name="status"
        label="Status"
        placeholder="Any"
        defaultValue={query.status}
        options={statuses.map((value) => ({ value, label: statusWord(value) }))}
      />
      {cadence ? (
        <SelectField
          name="cadence"
          label="How often"
          placeholder="Any"
          defaultValue={cadence.chosen}
          options={cadence.options}
        />
      ) : null}
      {programs.length > 0 ? (
        <SelectField
          name="program"
          label="Program"
          placeholder="Any"
          defaultValue={query.program}
          options={programs}
        />
      ) : null}
    </FilterBar>
  );
}

/** Each filter in force, and the list without it. */
export function chipsOf(
  to: string,
  query: Record<string, string | undefined>,
  labels: Record<string, string | null | undefined>,
) {
  return Object.entries(labels).flatMap(([name, label]) => {
    if (!label) return [];
    const rest = Object.entries(query).flatMap(([key, value]) =>
      key !== name && key !== 'after' && value ? [[key, value]] : [],
    );
    const search = new URLSearchParams(rest).toString();
    return [{ label, to: search ? `${to}?${search}` : to }];
  });
}

/** The column's head names the currency where there is one; else every amount does. */
export function amountHeader(rows: { currency: string }[]): { header: string; mixed: boolean } {
  const [currency, other] = [...new Set(rows.map((row) => row.currency))];
  const mixed = other !== undefined;
  return { header: currency && !mixed ? `Amount, ${currency}` : 'Amount', mixed };
}
