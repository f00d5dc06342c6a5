import { chromium } from '@playwright/test';
const base = 'http://localhost:3911';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
page.on('pageerror', (e) => console.log('PAGEERROR', e.message));
page.on('console', (m) => { if (m.type() === 'error') console.log('CONSOLE', m.text().slice(0, 300)); });
page.setDefaultTimeout(15000);
const shot = async (name) => { await page.screenshot({ path: `/tmp/pw/${name}.png`, fullPage: true }); };
const phone = async (name) => { await page.setViewportSize({ width: 390, height: 844 }); await page.screenshot({ path: `/tmp/pw/${name}-390.png`, fullPage: true }); await page.setViewportSize({ width: 1440, height: 900 }); };
const problems = async () => (await page.locator('.problem-summary li, .flash').allTextContents()).join(' | ');
await page.goto(base + '/sign-in');
await page.fill('[name=email]', 'admin@northgate.example');
await page.fill('[name=password]', 'muster-demo');
await Promise.all([page.waitForURL((u) => !u.pathname.includes('sign-in')), page.click('button[type=submit]')]);
await page.goto(base + '/programs'); await page.waitForLoadState('load'); await shot('programs-empty');
await page.goto(base + '/programs/new'); await page.waitForLoadState('load'); 
await page.fill('[name=name]', 'Brightwater Utilities'); await page.fill('[name=legalName]', 'Brightwater Utilities, Inc.');
await page.fill('[name=addressLines]', '12 Harbor Way\nPortland, OR 97201');
await page.fill('[name=code]', 'b1'); await page.fill('[name=timeZone]', 'Mars/Olympus'); await page.fill('[name=financeAbove]', 'lots');
const submit = async () => { await Promise.all([page.waitForEvent('load'), page.locator('.page-body form[method=post] button[type=submit]').last().click()]); };
await submit();
console.log('new program problems:', await problems()); await shot('new-program-problems'); await phone('new-program-problems');
await page.fill('[name=code]', 'b' + String.fromCharCode(97 + Math.random() * 26, 97 + Math.random() * 26)); await page.fill('[name=timeZone]', 'America/Los_Angeles'); await page.fill('[name=financeAbove]', '50,000');
await page.fill('[name=effectiveFrom]', '2026-01-01');
await submit();
console.log('after', page.url(), await problems()); const program = page.url();
// second press of the same: go back & resend
// sites etc
await page.goto(program + '/sites/new'); await page.waitForLoadState('load');
await page.fill('[name=code]', 'HQ'); await page.fill('[name=name]', 'Harbor office'); await page.fill('[name=city]', 'Portland'); await page.fill('[name=region]', 'OR'); await submit();
console.log(page.url() === program, await problems());
await page.goto(program + '/sites/new'); await page.waitForLoadState('load');
await page.fill('[name=code]', 'HQ'); await page.fill('[name=name]', 'Other'); await page.fill('[name=city]', 'Portland'); await page.fill('[name=region]', 'OR'); await submit();
console.log('dup site:', await problems());
await page.goto(program + '/departments/new'); await page.waitForLoadState('load');
await page.fill('[name=code]', 'OPS'); await page.fill('[name=name]', 'Operations'); await submit(); console.log(await problems());
await page.goto(program + '/cost-centers/new'); await page.waitForLoadState('load');
await page.selectOption('[name=departmentId]', { index: 1 }); await page.fill('[name=code]', '4410'); await page.fill('[name=name]', 'Field work'); await submit(); console.log(await problems());
// fees
const fee = async (label, percent, from, to, end) => {
  await page.goto(program + '/fees/new'); await page.waitForLoadState('load');
  await page.fill('[name=label]', label); await page.fill('[name=percent]', percent); await page.check('[name=funding][value=client]');
  await page.fill('[name=startsOn]', from); if (to) await page.fill('[name=endsOn]', to); if (end) await page.check('[name=endRunning]');
  await submit(); console.log('fee', label, from, to, end, '→', new URL(page.url()).pathname.slice(-20), await problems());
};
await fee('Program fee', '3', '2026-01-01');
await fee('Program fee', '2.5', '2026-07-01'); await shot('fee-overlap');
await fee('Program fee', '2.5', '2026-07-01', '', true);
await fee('Program fee', '0', '2026-07-01');
await fee('Set-up', '1', '2026-07-01', '2026-06-01');
await fee('Set-up', '1', '2026-07-01', '2026-08-31');
await fee('Set-up', '1', '2026-08-31');
await page.goto(program); await page.waitForLoadState('load');
await page.getByRole('link', { name: 'End', exact: true }).first().click(); await page.waitForLoadState('load'); await page.fill('[name=lastDay]', '2027-06-30'); await submit(); console.log('end', await problems());
// terms
await page.goto(program + '/terms'); await page.waitForLoadState('load');
await page.fill('[name=effectiveFrom]', '2026-01-01'); await submit(); console.log('terms', await problems());
await page.fill('[name=effectiveFrom]', '2027-01-01'); await page.selectOption('[name=overtimeRule]', 'us-ca'); await submit(); console.log('terms', await problems());
await shot('terms'); await phone('terms');
// suppliers
await page.goto(base + '/suppliers/new'); await page.waitForLoadState('load');
await page.fill('[name=name]', 'Northgate Professional ' + Math.random().toString(36).slice(2, 5)); await page.fill('[name=legalName]', 'Northgate Professional LLC'); await page.check('[name=affiliatedWithMsp]'); await submit(); console.log(page.url(), await problems());
await shot('suppliers');
for (const [tier] of [['1'], ['2']]) {
  await page.goto(program + '/suppliers/enroll'); await page.waitForLoadState('load');
  await page.selectOption('[name=supplierId]', { index: 1 }); await page.selectOption('[name=tier]', tier); if (tier === '1') await shot('enroll'); await submit(); console.log(page.url(), await problems());
}
await page.getByRole('link', { name: 'Change tier' }).first().click(); await page.waitForLoadState('load'); await page.selectOption('[name=tier]', '3'); await submit(); console.log(await problems());
// import
const imp = async (file, from, basis = 'p75') => {
  await page.goto(program + '/rate-card/import'); await page.waitForLoadState('load');
  if (file) await page.setInputFiles('[name=file]', file); await page.check(`[name=basis][value=${basis}]`); await page.fill('[name=effectiveFrom]', from);
  const t = Date.now(); await Promise.all([page.waitForEvent('load'), page.locator('.page-body form[method=post] button[type=submit]').last().click()]);
  console.log('import', file, Date.now() - t, 'ms', new URL(page.url()).pathname.slice(0, 25), await problems(), (await page.locator('.page-lead').allTextContents()).join(''));
};
await shot('import-form');
await imp('/tmp/pw/fake.csv', '2026-01-01'); await shot('import-problem');
await imp('/tmp/pw/textpdf.csv', '2026-01-01');
await imp('/tmp/pw/empty.csv', '2026-01-01');
await imp('/tmp/pw/unclosed.csv', '2026-01-01');
await imp('/tmp/pw/big.csv', '2026-01-01');
await imp('/tmp/pw/cr-latin1-tab.csv', '2026-01-01'); 
await imp('/tmp/pw/broken.csv', '2026-01-01'); await page.goto(page.url() + '?show=refused'); await shot('broken-refused');
const post = async () => { const t = Date.now(); await page.locator('form[action$="/posting"] button').click(); await page.waitForSelector('.flash', { timeout: 30000 }); console.log('post', Date.now() - t, 'ms', await problems()); };
await post();
await imp('/tmp/pw/nurse2.csv', '2026-01-01');
await imp('/tmp/pw/nurse2.csv', '2026-06-01'); await shot('preview-changed'); await phone('preview-changed');
const url = page.url(); await post(); await shot('posted');
await page.goto(url + '?show=merged'); await shot('merged');
await imp('/work/main/db/seed/data/gsa-schedule-70-rates.csv', '2026-02-01'); await shot('preview-gsa'); await phone('preview-gsa');
const gsa = page.url(); await page.goto(gsa + '?show=refused'); await shot('gsa-refused'); await page.goto(gsa + '?show=merged'); await shot('gsa-merged');
await page.goto(gsa); await page.getByRole('link', { name: /Next/ }).click(); await page.waitForLoadState('load'); console.log('page 2', page.url());
await post();
const r0 = await context.request.get(gsa + '/refused.csv'); console.log(r0.status(), r0.headers()['content-type'], (await r0.text()).slice(0, 200));
await imp('/work/main/db/seed/data/gsa-schedule-70-rates.csv', '2026-03-01'); await shot('gsa-again');
await page.locator('details.confirm summary').click(); await page.waitForTimeout(200); await shot('discard'); await page.locator('form[action$="/discard"] button').click(); await page.waitForSelector('.flash'); console.log('discard', page.url(), await problems());
await page.goto(program + '/jobs?search=senior+software'); await page.waitForLoadState('load'); await shot('jobs'); await phone('jobs');
await page.goto(program + '/jobs?search=nurse'); await page.locator('.ledger-link').first().click(); await page.waitForLoadState('load'); await shot('job'); await phone('job');
await page.goto(program); await page.waitForLoadState('load'); await shot('program'); await phone('program');
await page.goto(base + '/programs'); await page.waitForLoadState('load'); await shot('programs'); await phone('programs');
for (const p of ['/programs/nope', '/programs/' + crypto.randomUUID(), '/rate-card-imports/' + crypto.randomUUID(), '/rate-card-imports/x/refused.csv', program.replace(base, '') + '/jobs/' + crypto.randomUUID(), program.replace(base, '') + '/jobs?after=zzz', program.replace(base,'') + '/fees/new?end=zzz', gsa.replace(base,'') + '?after=%00zz&show=xyz']) { const r = await page.goto(base + p); console.log(r.status(), p.slice(0, 60)); }
console.log('PROGRAM', program, 'GSA', gsa);
await browser.close();
