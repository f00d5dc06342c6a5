import { SelectField, TextField } from '#app/ui/form.tsx';
import { FilterBar, FilterChips } from '#app/ui/table.tsx';
import type { TaxQuery } from '../forms.ts';
import { legLabel, legs, serviceClassLabel, serviceClasses } from '../labels.ts';

/** The filters of the list of tax rules, and which of them are in force. */
export function RuleFilters({ query }: { query: TaxQuery }) {
  return (
    <>
      <FilterBar>
        <TextField name="region" label="Region" defaultValue={query.region} maxLength={80} />
        <SelectField
          name="leg"
          label="What is taxed"
          placeholder="Everything"
          defaultValue={query.leg}
          options={legs.map((value) => ({ value, label: legLabel[value] }))}
        />
        <SelectField
          name="serviceClass"
          label="Service"
          placeholder="Every service"
          defaultValue={query.serviceClass}
          options={serviceClasses.map((value) => ({ value, label: serviceClassLabel(value) }))}
        />
        <SelectField
          name="when"
          label="In force"
          defaultValue={query.when}
          options={[
            { value: 'now', label: 'Today' },
            { value: 'all', label: 'At any time' },
          ]}
        />
      </FilterBar>
      <FilterChips items={chipsOf(query)} />
    </>
  );
}

function chipsOf({ region, leg, serviceClass, when }: TaxQuery) {
  const inForce = {
    ...(region ? { region } : {}),
    ...(leg ? { leg } : {}),
    ...(serviceClass ? { serviceClass } : {}),
    ...(when === 'all' ? { when } : {}),
  };
  const words: Record<string, string> = {
    region: `Region: ${region ?? ''}`,
    leg: leg ? legLabel[leg] : '',
    serviceClass: serviceClassLabel(serviceClass ?? ''),
    when: 'At any time',
  };
  return Object.keys(inForce).map((name) => {
    const rest = new URLSearchParams(Object.entries(inForce).filter(([key]) => key !== name)).toString();
    return { label: words[name] ?? name, to: rest ? `/taxes?${rest}` : '/taxes' };
  });
}
