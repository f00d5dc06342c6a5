import express from 'express';
import postgres from 'postgres';
import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';

/**
 * What the product's list is held against: Express, one good query, React's `renderToString` of the same 50 rows.
 * No session, no walls, no frame. Run by test/bench/run.ts: `tsx bare-express.ts <database url> <port>`.
 */
const [url = '', port = '0'] = process.argv.slice(2);
const sql = postgres(url, { max: 20, onnotice: () => undefined });

type Row = {
  id: string;
  worker: string;
  number: number;
  week: string;
  worked: number;
  overtime: number;
  amount: string;
  status: string;
};

const newest = () => sql<Row[]>`
  select t.id, a.worker_name as worker, a.number, t.week_ends_on::text as week, t.worked_minutes as worked, t.overtime_minutes as overtime,
    (select sum(amount_minor) from charge c where c.timesheet_id = t.id) as amount, t.status
  from (select * from timesheet order by week_ends_on desc, id desc limit 50) t
  join assignment a on a.id = t.assignment_id
  order by t.week_ends_on desc, t.id desc`;

const list = (rows: Row[]) =>
  h(
    'html',
    null,
    h(
      'body',
      null,
      h(
        'table',
        null,
        h(
          'tbody',
          null,
          rows.map((row) =>
            h(
              'tr',
              { key: row.id },
              h('td', null, h('a', { href: `/timesheets/${row.id}` }, row.worker)),
              h('td', null, `A-${row.number}`),
              h('td', null, row.week),
              h('td', null, (row.worked / 60).toFixed(2)),
              h('td', null, (row.overtime / 60).toFixed(2)),
              h('td', null, row.amount),
              h('td', null, row.status),
            ),
          ),
        ),
      ),
    ),
  );

const app = express();
app.get('/', (_request, response, next) => {
  newest()
    .then((rows) => response.type('html').send(`<!DOCTYPE html>${renderToString(list(rows))}`))
    .catch(next);
});
app.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
