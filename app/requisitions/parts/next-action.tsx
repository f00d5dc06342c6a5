import { ButtonRow, LinkButton, PostButton } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import type { Choices } from '../form-data.ts';

/** The one next action, and what else is near at hand. Draws nothing where it is not this person's turn. */
export function NextAction({
  id,
  can,
  status,
  here,
}: {
  id: string;
  can: Choices;
  status: string;
  /** Path of the page it stands on: a link to where one is already is none. */
  here: string;
}) {
  const to = `/requisitions/${id}`;
  if (can.sign)
    return (
      <ButtonRow>
        <PostButton to={`${to}/approval`} tone="primary">
          Approve
        </PostButton>
        <LinkButton to={`${to}/rejection`}>Reject</LinkButton>
      </ButtonRow>
    );
  if (can.submit || can.edit)
    return (
      <ButtonRow>
        {can.submit ? (
          <PostButton to={`${to}/submission`} tone="primary">
            Submit for approval
          </PostButton>
        ) : null}
        {can.edit ? <LinkButton to={`${to}/edit`}>Edit</LinkButton> : null}
      </ButtonRow>
    );
  if (can.revise)
    return (
      <PostButton to={`${to}/revision`} tone="primary">
        Revise
      </PostButton>
    );
  if (can.release && here !== `${to}/release`)
    return (
      <LinkButton to={`${to}/release`} tone={status === 'approved' ? 'primary' : 'quiet'}>
        {status === 'approved' ? 'Release' : 'Release further'}
      </LinkButton>
    );
  if (can.recall) return <PostButton to={`${to}/recall`}>Recall</PostButton>;
  if (can.propose)
    return (
      <LinkButton to={`${to}/submittals/new`} tone="primary">
        Submit a candidate
      </LinkButton>
    );
  if (can.resume)
    return (
      <PostButton to={`${to}/resumption`} tone="primary">
        Open again
      </PostButton>
    );
  return null;
}

/** What is possible but seldom: hold, close, cancel. */
export function OtherActions({ id, can }: { id: string; can: Choices }) {
  if (!can.hold && !can.close && !can.cancel) return null;
  const to = `/requisitions/${id}`;
  return (
    <Section title="Also possible">
      <ButtonRow>
        {can.hold ? <LinkButton to={`${to}/hold`}>Put on hold</LinkButton> : null}
        {can.close ? <LinkButton to={`${to}/closure`}>Close</LinkButton> : null}
        {can.cancel ? <LinkButton to={`${to}/cancellation`}>Cancel it</LinkButton> : null}
      </ButtonRow>
    </Section>
  );
}
