/** Something that waits for a person, as their work queue shows it, with the action in place. */
export type WaitingItem = {
  /** Unique in the queue: kind and id. */
  key: string;
  /** What sort of thing, in a word: «Timesheet», «Requisition», «Offer». */
  kind: string;
  title: string;
  /** The rest of the line: week, hours, department. */
  detail: string;
  /** Since when it waits; the oldest stands first. */
  since: Date;
  /** The thing's own page. */
  to: string;
  amountMinor?: number | null;
  currency?: string;
  /** Whose it is, where it waits for somebody whom the reader stands in for. */
  forName?: string;
  /** What differs from the usual, said before the button. Empty: usual. */
  unusual: string[];
  /** What can be done right here. `post` goes straight to an action, otherwise a page opens. */
  actions: { label: string; to: string; post?: boolean; tone?: 'primary' | 'quiet' | 'danger' }[];
  /** Where several of a kind can be done at once: the field and value that the bulk form posts. */
  bulk?: { formTo: string; label: string; field: string; value: string };
};
