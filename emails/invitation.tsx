import { z } from 'zod';
import { formatDate } from '#app/values/week.ts';
import { Frame } from './parts/frame.tsx';
import { day, defineMessage, link, words } from './parts/message.ts';
import { Sentence } from './parts/sentence.tsx';

const schema = z.object({
  inviterName: words,
  organizationName: words,
  roleLabel: words,
  link,
  expiresOn: day,
});

/** To a person who shall join an organization; the link sets their password and works once. */
export const invitation = defineMessage({
  schema,
  subject: ({ inviterName, organizationName }) => `${inviterName} invites you to ${organizationName}`,
  preview: ({ roleLabel, expiresOn }) =>
    `Join as ${roleLabel}. The invitation is good until ${formatDate(expiresOn)}.`,
  Body: Invitation,
});

function Invitation(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading={`Join ${props.organizationName}`}
      action={{ label: 'Accept the invitation', link: props.link }}
      why={`You get this because ${props.inviterName} entered your address. If you do not know them, do nothing; the invitation ends by itself.`}
    >
      <Sentence>
        {props.inviterName} invites you to join {props.organizationName} as {props.roleLabel}.
      </Sentence>
      <Sentence>
        The link is yours alone, works once, and is good until {formatDate(props.expiresOn)}.
      </Sentence>
    </Frame>
  );
}
