import { ButtonRow, LinkButton, PostButton } from '#app/ui/form.tsx';

export type SubmittalAbilities = Record<
  'submittal.present' | 'submittal.reject' | 'submittal.shortlist' | 'submittal.withdraw' | 'offer.extend',
  boolean
>;

type SubmittalActionsProps = {
  row: { id: string; status: string };
  can: SubmittalAbilities;
  /** The offer that is out or was accepted. */
  offerId?: string;
};

/** What may be done with a candidate now, the usual next step first. Nothing where nothing is left to do. */
export function SubmittalActions({ row, can, offerId }: SubmittalActionsProps) {
  const at = `/submittals/${row.id}`;
  const presented = row.status === 'presented' || row.status === 'shortlisted';
  const submitted = row.status === 'submitted';
  return (
    <ButtonRow>
      {submitted && can['submittal.present'] ? (
        <PostButton to={`${at}/presentation`} tone="primary">
          Present
        </PostButton>
      ) : null}
      {presented && can['offer.extend'] ? (
        <LinkButton to={`${at}/offer`} tone="primary">
          Make an offer
        </LinkButton>
      ) : null}
      {row.status === 'presented' && can['submittal.shortlist'] ? (
        <PostButton to={`${at}/shortlist`}>Shortlist</PostButton>
      ) : null}
      {(submitted || presented) && can['submittal.reject'] ? (
        <LinkButton to={`${at}/rejection`}>Decline</LinkButton>
      ) : null}
      {offerId ? (
        <LinkButton to={`/offers/${offerId}`} tone={row.status === 'offered' ? 'primary' : 'quiet'}>
          {row.status === 'offered' ? 'See the offer' : 'The accepted offer'}
        </LinkButton>
      ) : null}
      {(submitted || presented || row.status === 'offered') && can['submittal.withdraw'] ? (
        <LinkButton to={`${at}/withdrawal`}>Withdraw</LinkButton>
      ) : null}
    </ButtonRow>
  );
}
