import { z } from 'zod';
import { Facts } from './parts/facts.tsx';
import { Frame } from './parts/frame.tsx';
import { defineMessage, link, words } from './parts/message.ts';
import { Sentence } from './parts/sentence.tsx';

const schema = z.object({
  step: z.enum(['proposed', 'confirmed']),
  organizationName: words,
  /** Last four of the new account. */
  account: words,
  /** Who did it, with their organization. */
  by: words,
  /** From when payments go there, in UTC; null while it is only proposed. */
  usableFrom: words.nullable(),
  link,
});

/** To everybody who looked after the money before: a change that nobody there knows of is noticed in time. */
export const bankDetailsChanging = defineMessage({
  schema,
  subject: ({ organizationName, step }) =>
    step === 'proposed'
      ? `New bank details proposed for ${organizationName}`
      : `New bank details confirmed for ${organizationName}`,
  preview: ({ account, by }) => `Account ${account}, by ${by}.`,
  Body: BankDetailsChanging,
});

function BankDetailsChanging(props: z.output<typeof schema> & { preview: string }) {
  const proposed = props.step === 'proposed';
  return (
    <Frame
      preview={props.preview}
      heading={proposed ? 'New bank details were proposed' : 'New bank details were confirmed'}
      action={{ label: 'Look at the bank details', link: props.link }}
      why={`You get this because you look after the money of ${props.organizationName}.`}
    >
      <Sentence>
        {proposed
          ? 'Nothing is paid there yet: a second person has to confirm them, and a day has to pass after that.'
          : 'Payments go to the account before until the moment below, and to this one afterwards.'}{' '}
        If you did not expect this, tell the program office at once.
      </Sentence>
      <Facts
        facts={[
          { label: 'For', value: props.organizationName },
          { label: 'Account', value: props.account },
          { label: proposed ? 'Proposed by' : 'Confirmed by', value: props.by },
          ...(props.usableFrom ? [{ label: 'Used from', value: `${props.usableFrom} UTC` }] : []),
        ]}
      />
    </Frame>
  );
}
