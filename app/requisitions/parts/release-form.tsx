import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, CheckboxGroup, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { When } from '#app/ui/amount.tsx';
import { Section } from '#app/ui/page.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatInstant } from '#app/values/week.ts';
import type { FormAnswer } from '#app/values/result.ts';

type Supplier = {
  supplierId: string;
  name: string;
  tier: number;
  affiliatedWithMsp: boolean;
  status: 'active' | 'suspended';
  releasedAt: Date | string | null;
};
type Tier = { tier: number; suppliers: Supplier[] };

const instant = (at: Date | string) => (typeof at === 'string' ? new Date(at) : at);

/** Choose suppliers by tier. The next tier is ticked already, whole. */
export function ReleaseForm(props: {
  tiers: Tier[];
  suggested: string[];
  timeZone: string;
  answer: FormAnswer | null | undefined;
}) {
  const { tiers, suggested, timeZone, answer } = props;
  const everybody = tiers.every(({ suppliers }) => suppliers.every(({ releasedAt }) => releasedAt !== null));
  if (tiers.length === 0)
    return (
      <Section title="Release">
        <EmptyState title="No supplier is enrolled">Enroll a supplier in this program first.</EmptyState>
      </Section>
    );
  return (
    <Section
      title="Release"
      lead="Those you choose see the requisition from the same moment on, and their recruiters get an e-mail."
    >
      <PostForm answer={answer}>
        {tiers.map(({ tier, suppliers }) => (
          <CheckboxGroup
            key={tier}
            name="suppliers"
            legend={`Tier ${tier}`}
            options={suppliers.map((supplier) => ({
              value: supplier.supplierId,
              label: supplier.name,
              disabled: supplier.releasedAt !== null || supplier.status === 'suspended',
              hint: noteOn(supplier, timeZone),
            }))}
            defaultValues={suggested}
          />
        ))}
        {everybody ? (
          <p>It was released to every supplier of the program.</p>
        ) : (
          <ButtonRow>
            <SubmitButton>Release to those chosen</SubmitButton>
          </ButtonRow>
        )}
      </PostForm>
    </Section>
  );
}

function noteOn({ releasedAt, status, affiliatedWithMsp }: Supplier, timeZone: string): string | undefined {
  const notes = [
    affiliatedWithMsp ? 'belongs to the MSP’s own group' : '',
    releasedAt ? `released ${formatInstant(instant(releasedAt), timeZone)}` : '',
    status === 'suspended' ? 'suspended' : '',
  ].filter(Boolean);
  return notes.length > 0 ? notes.join(' · ') : undefined;
}

/** To whom it went, for those who may look but not release. */
export function ReleasedTo({ tiers, status, timeZone }: { tiers: Tier[]; status: string; timeZone: string }) {
  const rows = tiers.flatMap(({ suppliers }) => suppliers).filter(({ releasedAt }) => releasedAt !== null);
  const before = ['draft', 'pending_approval', 'rejected'].includes(status);
  return (
    <Section title="Released to">
      <DataTable
        caption="Suppliers it was released to"
        rows={rows}
        rowKey={({ supplierId }) => supplierId}
        columns={[
          {
            key: 'name',
            header: 'Supplier',
            primary: true,
            cell: ({ name, affiliatedWithMsp }) => (
              <>
                {name} {affiliatedWithMsp ? <Badge>affiliated with the MSP</Badge> : null}
              </>
            ),
          },
          { key: 'tier', header: 'Tier', align: 'right', cell: ({ tier }) => tier },
          {
            key: 'when',
            header: 'When',
            align: 'right',
            cell: ({ releasedAt }) => (releasedAt ? <When at={releasedAt} timeZone={timeZone} /> : '–'),
          },
        ]}
        empty={
          <EmptyState title="No supplier has seen it">
            {before ? 'It is released after it was approved.' : 'The MSP releases it to suppliers.'}
          </EmptyState>
        }
      />
    </Section>
  );
}
