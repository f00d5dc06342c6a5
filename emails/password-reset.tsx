import { z } from 'zod';
import { Frame } from './parts/frame.tsx';
import { defineMessage, link } from './parts/message.ts';
import { Sentence } from './parts/sentence.tsx';

const schema = z.object({ link });

/** To whoever has an account and asked for a new password, or for whom somebody else did. */
export const passwordReset = defineMessage({
  schema,
  subject: () => 'Choose a new password',
  preview: () => 'The link works once and for one hour.',
  Body: PasswordReset,
});

function PasswordReset(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading="Choose a new password"
      action={{ label: 'Choose a new password', link: props.link }}
      why="You get this because somebody entered your address at «Forgot your password?». If that was not you, do nothing: your password stays as it is."
    >
      <Sentence>The link is yours alone, works once, and is good for one hour.</Sentence>
    </Frame>
  );
}
