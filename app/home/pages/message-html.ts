import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { onlyInTheDemo, messageOf } from '../mailbox.server.ts';

/** A message as a mail program shows it. It holds what people typed, so it may load and run nothing. */
export const loader = file(async (ctx, { params, demo }) => {
  onlyInTheDemo(demo);
  authorize(ctx, 'mailbox.read');
  const { html } = found(await messageOf(ctx, idParam(params)));
  return new Response(html, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups",
    },
  });
});
