import { FieldRow, SelectField, TextField } from '#app/ui/form.tsx';
import type { Option } from '../form-data.ts';
import { MAX_SPLITS } from '../forms.ts';

/** Rows that stand open before somebody needs more. */
const OPEN_ROWS = 2;

type Share = { costCenterId: string; percent: string };

/** The cost split: rows that are filled or likely to be in sight, the rest one press away, also without scripts. */
export function SplitFields({ costCenters, splits }: { costCenters: Option[]; splits: Share[] }) {
  const rows = Array.from({ length: MAX_SPLITS }, (_, index) => index);
  const open = Math.max(OPEN_ROWS, splits.length);
  const row = (index: number) => (
    <SplitRow key={index} index={index} costCenters={costCenters} share={splits[index]} />
  );
  return (
    <>
      {rows.slice(0, open).map(row)}
      {open < MAX_SPLITS ? (
        <details>
          <summary className="button button-quiet">More cost centers</summary>
          <div className="form pt-4">{rows.slice(open).map(row)}</div>
        </details>
      ) : null}
    </>
  );
}

function SplitRow({
  index,
  costCenters,
  share,
}: {
  index: number;
  costCenters: Option[];
  share: Share | undefined;
}) {
  return (
    <FieldRow>
      <SelectField
        name={`splits[${index}].costCenterId`}
        label={`Cost center ${index + 1}`}
        options={costCenters}
        placeholder={index === 0 ? 'Choose' : 'None'}
        defaultValue={share?.costCenterId}
        required={index === 0}
      />
      <TextField
        name={`splits[${index}].percent`}
        label={`Share ${index + 1}`}
        inputMode="decimal"
        suffix="%"
        defaultValue={share?.percent}
        maxLength={10}
        required={index === 0}
      />
    </FieldRow>
  );
}
