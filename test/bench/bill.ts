import { previewAndBill } from './product.ts';

/** Run by test/bench/product.ts: `tsx bill.ts <database url> <first day> <last day>`. Prints what it measured as JSON. */
const [url = '', startsOn = '', endsOn = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await previewAndBill(url, { startsOn, endsOn })));
