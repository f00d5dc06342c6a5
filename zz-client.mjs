import { chromium } from '@playwright/test';
import { execSync } from 'node:child_process';
const q = (s) => execSync(`psql -h 127.0.0.1 -p 5515 -U postgres dev_programs -Atc "${s}"`).toString().trim();
const client = q("select client_id from program order by created_at desc limit 1");
q(`update membership set organization_id='${client}' where account_id=(select id from account where email='admin@halden.example')`);
const other = q("select client_id from program order by created_at limit 1");
const imp = q(`select id from rate_card_import where client_id='${client}' and status='posted' limit 1`);
const prev = q(`select id from rate_card_import where client_id='${client}' and status='previewed' limit 1`);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const who of ['admin@halden.example', 'recruiter@cobalt.example', 'admin@northgate.example']) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage(); const base = 'http://localhost:3911';
  await page.goto(base + '/sign-in'); await page.fill('[name=email]', who); await page.fill('[name=password]', 'muster-demo'); await Promise.all([page.waitForEvent('load'), page.click('button[type=submit]')]);
  for (const p of ['/programs', `/programs/${client}`, `/programs/${other}`, `/programs/${client}/terms`, `/programs/${client}/jobs`, `/programs/${client}/fees/new`, `/programs/${client}/rate-card/import`, `/rate-card-imports/${imp}`, `/rate-card-imports/${imp}/refused.csv`, '/suppliers', '/suppliers/new', '/programs/new', `/programs/${client}/suppliers/enroll`]) {
    const r = await context.request.get(base + p); console.log(who.split('@')[1].slice(0, 6), r.status(), p.slice(0, 20) + '…' + p.slice(-25));
  }
  if (who.includes('halden')) { await page.goto(base + '/programs'); await page.screenshot({ path: '/tmp/pw/client-program.png', fullPage: true }); await page.goto(base + `/programs/${client}/jobs?search=nurse`); await page.screenshot({ path: '/tmp/pw/client-jobs.png' }); }
  if (!who.includes('northgate')) { const r = await context.request.post(base + `/rate-card-imports/${prev}/posting`, { headers: { origin: base }, form: {}, maxRedirects: 0 }); console.log('post as', who, r.status()); }
  else {
    const rs = await Promise.all([0, 1, 2].map(() => context.request.post(base + `/rate-card-imports/${prev}/posting`, { headers: { origin: base }, form: {}, maxRedirects: 0 })));
    console.log('three posts', rs.map((r) => [r.status(), decodeURIComponent((r.headers()['set-cookie'] ?? '').slice(0, 400))]).map(([s, c]) => [s, Buffer.from(c.split('=')[1]?.split(';')[0] ?? '', 'base64').toString().slice(0, 120)]));
    await page.goto(base + `/programs/${client}`); await page.setViewportSize({ width: 390, height: 844 }); await page.screenshot({ path: '/tmp/pw/program-390.png', fullPage: true });
    await page.setViewportSize({ width: 1440, height: 900 }); await page.goto(base + `/programs/${client}/fees/new`); await page.screenshot({ path: '/tmp/pw/fee.png' });
    const gsa = q(`select id from rate_card_import where client_id='${client}' and file_name like 'gsa%' limit 1`);
    const r2 = await page.goto(base + `/rate-card-imports/${gsa}?show=refused&after=%00z`); console.log(r2.status()); await page.screenshot({ path: '/tmp/pw/refused2.png' });
    const r3 = await page.goto(base + `/programs/${client}/jobs?search=%00a`); console.log(r3.status());
  }
}
await browser.close();
