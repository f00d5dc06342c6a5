import { DateText } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Hidden, PostForm, SubmitButton, TextArea, TextField } from '#app/ui/form.tsx';
import { DataTable } from '#app/ui/table.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { counted, shortHash } from '../words.ts';

type FormProps = {
  answer: FormAnswer | undefined;
  organizationId: string | undefined;
  listSha256: string;
  review: { id: string; reviewedOn: string };
};

/** Says that somebody looked at the list above. */
export function ReviewFormFields({ answer, organizationId, listSha256, review }: FormProps) {
  return (
    <PostForm answer={answer}>
      <Hidden name="id" value={review.id} />
      <Hidden name="listSha256" value={listSha256} />
      {organizationId ? <Hidden name="organizationId" value={organizationId} /> : null}
      <TextField
        name="reviewedOn"
        label="Looked at on"
        type="date"
        required
        defaultValue={review.reviewedOn}
      />
      <TextArea name="note" label="Note" hint="What was found, and what was done about it." rows={2} />
      <SubmitButton>Record the review</SubmitButton>
    </PostForm>
  );
}

type Review = {
  id: string;
  organizationName: string | null;
  reviewedOn: string;
  reviewedByName: string;
  people: number;
  memberships: number;
  sha256: string;
  note: string;
};

/** Reviews that were done, newest first. */
export function ReviewTable({ rows }: { rows: Review[] }) {
  return (
    <DataTable
      caption="Reviews"
      rows={rows}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title="No review yet">
          An administrator of the program office records one once they have gone through the list.
        </EmptyState>
      }
      columns={[
        {
          key: 'of',
          header: 'Of',
          primary: true,
          cell: ({ organizationName }) => organizationName ?? 'All organizations',
        },
        { key: 'on', header: 'Looked at', cell: ({ reviewedOn }) => <DateText date={reviewedOn} /> },
        { key: 'by', header: 'By', cell: ({ reviewedByName }) => reviewedByName },
        {
          key: 'what',
          header: 'What stood there',
          cell: ({ people, memberships }) =>
            `${counted(people, 'person', 'people')}, ${counted(memberships, 'membership')}`,
        },
        {
          key: 'hash',
          header: 'Hash',
          cell: ({ sha256 }) => <code title={sha256}>{shortHash(sha256)}</code>,
        },
        { key: 'note', header: 'Note', cell: ({ note }) => note || '–' },
      ]}
    />
  );
}
