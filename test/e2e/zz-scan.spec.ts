import { test } from '@playwright/test';
import { addressesFor, unreached } from './addresses.ts';
import { signedIn } from './people.ts';
const personas = ['admin@northgate.example','coordinator@northgate.example','finance@northgate.example','auditor@northgate.example','manager@halden.example','approver@halden.example','finance@halden.example','manager@brightwater.example','recruiter@cobalt.example','recruiter@juniper.example','worker@cobalt.example'];
test('scan', async ({ browser }) => {
  test.setTimeout(600000);
  for (const p of personas) { const page = await signedIn(browser, p); const t = Date.now(); try { const f = await addressesFor(page); console.log(p, f.length, Date.now()-t, 'left', unreached.size);} catch (e) { console.log(p, String(e)); } }
  console.log([...unreached].join('\n'));
});
