import { z } from 'zod';
import { Facts } from './parts/facts.tsx';
import { Frame } from './parts/frame.tsx';
import { defineMessage, link, words } from './parts/message.ts';
import { Sentence } from './parts/sentence.tsx';

const told = {
  passwordChanged: ['Your password was changed', 'Every other session of yours has ended.'],
  authenticatorAdded: ['An authenticator was set up', 'Its codes are asked for when you sign in.'],
  authenticatorRemoved: ['Your authenticator was turned off', 'Its codes are no longer asked for.'],
  passkeyAdded: ['A passkey was added', 'Whoever holds it can sign in as you.'],
  passkeyRemoved: ['A passkey was removed', 'It no longer opens your account.'],
  recoveryCodeUsed: [
    'A recovery code was used',
    'Somebody signed in with it in place of your second factor.',
  ],
  recoveryCodesMade: ['New recovery codes were made', 'The ones before are void.'],
  factorsReset: [
    'Your second factor was reset',
    'An administrator took it away and ended your sessions. You set up a new one at your next sign-in.',
  ],
} as const;

type Change = keyof typeof told;

const schema = z.object({
  what: z.enum(Object.keys(told) as [Change, ...Change[]]),
  /** When, in UTC. */
  at: words,
  link,
  resetLink: link,
});

/** To the person whose door it is, whoever did it. */
export const accountChanged = defineMessage({
  schema,
  subject: ({ what }) => told[what][0],
  preview: ({ what }) => told[what][1],
  Body: AccountChanged,
});

function AccountChanged(props: z.output<typeof schema> & { preview: string }) {
  const [heading, meaning] = told[props.what];
  return (
    <Frame
      preview={props.preview}
      heading={heading}
      action={{ label: 'Look at your account', link: props.link }}
      why="You get this because it is about how you sign in; it cannot be turned off."
    >
      <Sentence>{meaning}</Sentence>
      <Sentence>
        If this was not you, choose a new password at once at {props.resetLink} and tell your administrator.
      </Sentence>
      <Facts facts={[{ label: 'When', value: `${props.at} UTC` }]} />
    </Frame>
  );
}
