import { inGroups } from '#app/values/one-time-code.ts';
import { Notice } from '#app/ui/feedback.tsx';

/** In the demo nobody needs a phone. */
export function DemoCode({ code }: { code: string | null }) {
  return (
    <Notice tone="waiting" title="This is the demo">
      {code ? (
        <p>
          Demo: the code is <code>{inGroups(code, 3)}</code>
        </p>
      ) : (
        <p>Both codes of this minute were used. Load the page again in half a minute.</p>
      )}
    </Notice>
  );
}
