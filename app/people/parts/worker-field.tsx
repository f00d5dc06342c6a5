import { SelectField } from '#app/ui/form.tsx';

/** Whose time a worker enters; nothing where no worker of the supplier is left without an account. */
export function WorkerField({ workers }: { workers: { id: string; name: string }[] }) {
  if (workers.length === 0) return null;
  return (
    <SelectField
      name="workerId"
      label="Worker"
      hint="Only for the role Worker: whose own time this person will enter."
      placeholder="Not a worker"
      options={workers.map((worker) => ({ value: worker.id, label: worker.name }))}
    />
  );
}
