import { FieldRow, TextField } from '#app/ui/form.tsx';

/** How a place, a department or a cost center is called, shortly and in full. */
export function CodeAndName({ nameHint }: { nameHint: string }) {
  return (
    <FieldRow>
      <TextField
        name="code"
        label="Code"
        hint="Short, as people write it on papers."
        maxLength={20}
        required
      />
      <TextField name="name" label="Name" hint={nameHint} maxLength={120} required />
    </FieldRow>
  );
}
