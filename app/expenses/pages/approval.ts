import { z } from 'zod';
import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { formatMoney } from '#app/values/money.ts';
import { approveSheet } from '../commands/approve-sheet.server.ts';

export const loader = leadsTo((id) => `/expenses/${id}`);

/** Whoever works through their queue stays there; whoever read the sheet sees it approved. */
const cameFromTheQueue = (request: Request) => {
  const from = request.headers.get('Referer');
  return from !== null && URL.canParse(from) && new URL(from).pathname === '/';
};

export const action = act({
  form: z.object({}),
  run: (ctx, _input, { params }) => approveSheet(ctx, idParam(params)),
  done: (sheet, _input, { request }) => {
    const to = `/expenses/${sheet.id}`;
    const text = `Approved: ${sheet.workerName}, ${sheet.title}, ${formatMoney(sheet.amountMinor, sheet.currency)}.`;
    return cameFromTheQueue(request)
      ? { to: '/', flash: { tone: 'good', text, to, toLabel: 'See the sheet' } }
      : { to, flash: text };
  },
  // A sheet that went back to the supplier is no longer there for a client, so its own page could be a dead end.
  back: ({ request }) => (cameFromTheQueue(request) ? '/' : '/expenses'),
  drawsForm: false,
});
