import { When } from '#app/ui/amount.tsx';
import { PostButton } from '#app/ui/button.tsx';
import { ButtonRow, Hidden, PostForm, RadioGroup, SubmitButton, TextArea, TextField } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { reliefKinds, reliefLabel, type ReliefKind } from '../measures.ts';

type Claim = {
  id: string;
  kind: ReliefKind;
  events: number | null;
  reason: string;
  claimedByName: string;
  claimedAt: Date;
};

/** What was claimed for a level, each with its reason. */
export function Claims({
  reliefs,
  timeZone,
  mayWithdraw,
  here,
}: {
  reliefs: Claim[];
  timeZone: string;
  mayWithdraw: boolean;
  /** Address of the level. */
  here: string;
}) {
  if (reliefs.length === 0) return null;
  const withdraw: Column<Claim> = {
    key: 'withdraw',
    header: '',
    align: 'right',
    cell: ({ id }) => (
      <PostButton to={here} fields={{ verb: 'withdraw', reliefId: id }}>
        Withdraw
      </PostButton>
    ),
  };
  return (
    <Section title="Claims of relief" lead="What the MSP says is not its own to answer for.">
      <DataTable
        caption="Claims of relief"
        rows={reliefs}
        rowKey={({ id }) => id}
        columns={mayWithdraw ? [...columnsIn(timeZone), withdraw] : columnsIn(timeZone)}
        empty="Nothing is claimed."
      />
    </Section>
  );
}

const columnsIn = (timeZone: string): Column<Claim>[] => [
  { key: 'kind', header: 'Claim', primary: true, cell: ({ kind }) => reliefLabel[kind] },
  {
    key: 'events',
    header: 'Events',
    align: 'right',
    cell: ({ events }) => (events === null ? 'The whole level' : events),
  },
  {
    key: 'reason',
    header: 'Reason',
    cell: ({ reason }) => <span className="whitespace-pre-line">{reason}</span>,
  },
  {
    key: 'by',
    header: 'Claimed',
    cell: ({ claimedByName, claimedAt }) => (
      <>
        {claimedByName}, <When at={claimedAt} timeZone={timeZone} />
      </>
    ),
  },
];

/** @param missed how many events were missed, of which some may be claimed; 0 where there is no count */
export function ClaimForm({ answer, missed }: { answer?: FormAnswer | null; missed: number }) {
  return (
    <Section title="Claim relief" lead="The client reads each claim and accepts or disputes the level.">
      <PostForm answer={answer}>
        <Hidden name="verb" value="claim" />
        <RadioGroup
          name="kind"
          legend="Because"
          options={reliefKinds.map((value) => ({ value, label: reliefLabel[value] }))}
          required
        />
        {missed > 0 ? (
          <TextField
            name="events"
            label="Missed events not to count"
            type="number"
            min={1}
            max={missed}
            hint={`Of ${missed} missed. Empty for the whole level.`}
          />
        ) : null}
        <TextArea name="reason" label="Reason" rows={2} maxLength={1000} required />
        <ButtonRow>
          <SubmitButton>Claim it</SubmitButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}
