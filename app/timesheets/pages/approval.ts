import { z } from 'zod';
import { leadsTo } from '#app/platform/http/leads-to.server.ts';
import { act } from '#app/platform/http/page.server.ts';
import { idParam } from '#app/platform/http/params.server.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatDate } from '#app/values/week.ts';
import { approveTimesheet } from '../commands/approve-timesheet.server.ts';

export const loader = leadsTo((id) => `/timesheets/${id}`);

/** Whoever works through their queue stays there; whoever read the week sees it approved. */
const cameFromTheQueue = (request: Request) => {
  const from = request.headers.get('Referer');
  return from !== null && URL.canParse(from) && new URL(from).pathname === '/';
};

export const action = act({
  form: z.object({}),
  run: (ctx, _input, { params }) => approveTimesheet(ctx, idParam(params)),
  done: (week, _input, { request }) => {
    const to = `/timesheets/${week.id}`;
    const text = `Approved: ${week.workerName}, week to ${formatDate(week.weekEndsOn)}, ${formatMoney(week.amountMinor, week.currency)}.`;
    return cameFromTheQueue(request)
      ? { to: '/', flash: { tone: 'good', text, to, toLabel: 'See the week' } }
      : { to, flash: text };
  },
  // A week that went back to the supplier is no longer there for a client, so its own page could be a dead end.
  back: ({ request }) => (cameFromTheQueue(request) ? '/' : '/timesheets'),
  drawsForm: false,
});
