import { Hidden, SelectField } from '#app/ui/form.tsx';
import { FilterBar } from '#app/ui/table.tsx';
import type { DashboardQuery } from '../forms.ts';

type Choice = { kind: 'supplier' | 'department' | 'job'; id: string; name: string };

/** What the figures can be narrowed to. It posts as GET: the address is the view. */
export function SpendFilterBar({
  query,
  programs,
  years,
  choices,
  showsSuppliers,
}: {
  query: DashboardQuery;
  /** Offered where there is more than one. */
  programs: { clientId: string; clientName: string }[];
  years: string[];
  choices: Choice[];
  showsSuppliers: boolean;
}) {
  const offered = (kind: Choice['kind']) =>
    choices.filter((choice) => choice.kind === kind).map(({ id, name }) => ({ value: id, label: name }));
  return (
    // A new key draws the fields anew, so that they show what the address says after a chip was removed.
    <FilterBar key={JSON.stringify(query)}>
      {query.view === 'earnings' ? <Hidden name="view" value="earnings" /> : null}
      {query.costCenter ? <Hidden name="costCenter" value={query.costCenter} /> : null}
      {programs.length > 1 ? (
        <SelectField
          name="program"
          label="Program"
          placeholder="All programs"
          defaultValue={query.client}
          options={programs.map(({ clientId, clientName }) => ({ value: clientId, label: clientName }))}
        />
      ) : null}
      <SelectField
        name="period"
        label="Period"
        defaultValue={query.period}
        options={[
          { value: 'rolling', label: 'Twelve months' },
          ...years.map((year) => ({ value: year, label: year })),
        ]}
      />
      {showsSuppliers ? (
        <SelectField
          name="supplier"
          label="Supplier"
          placeholder="All suppliers"
          defaultValue={query.supplier}
          options={offered('supplier')}
        />
      ) : null}
      <SelectField
        name="department"
        label="Department"
        placeholder="All departments"
        defaultValue={query.department}
        options={offered('department')}
      />
      <SelectField
        name="job"
        label="Job"
        placeholder="All jobs"
        defaultValue={query.job}
        options={offered('job')}
      />
    </FilterBar>
  );
}
