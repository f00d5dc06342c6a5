import { billPreviewed } from './product.ts';

/** Run by test/bench/product.ts: `tsx bill.ts <database url> <first day>`. Prints what it measured as JSON. */
const [url = '', startsOn = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await billPreviewed(url, startsOn)));
