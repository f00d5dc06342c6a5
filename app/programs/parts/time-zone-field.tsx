import { controlProps, FieldFrame, useField } from '#app/ui/form.tsx';

const hint = 'Start typing the city, such as Los Angeles. Dates of the program are dates there.';

/** A time zone by its IANA name, with the names on offer while typing. */
export function TimeZoneField({ zones, defaultValue }: { zones: string[]; defaultValue: string }) {
  const field = useField('timeZone', hint);
  const listId = `${field.id}-zones`;
  return (
    <FieldFrame field={field} label="Time zone" hint={hint} required>
      <span className="control">
        <input
          {...controlProps(field)}
          name="timeZone"
          list={listId}
          required
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
          defaultValue={field.typed ?? defaultValue}
        />
      </span>
      <datalist id={listId}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </FieldFrame>
  );
}
