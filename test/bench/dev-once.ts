import postgres from 'postgres';
import { billBare, prepareBare } from './bare.ts';
import { billThroughTheProduct, FIRST_YEAR } from './product.ts';
const [base = '', what = '', rounds = '1'] = process.argv.slice(2);
const admin = postgres(base.replace(/\/[^/]*$/, '/postgres'), { max: 1, onnotice: () => undefined });
const template = base.split('/').at(-1)!;
const copy = async () => {
  await admin`drop database if exists t_copy with (force)`;
  await admin.unsafe(`create database t_copy template ${template} strategy file_copy`);
  await admin`checkpoint`;
  return base.replace(/[^/]*$/, 't_copy');
};
for (let i = 0; i < Number(rounds); i++) {
  if (what !== 'product') {
    const url = await copy();
    const sql = postgres(url, { max: 1, onnotice: () => undefined });
    await prepareBare(sql);
    console.log('bare', JSON.stringify(await billBare(sql, FIRST_YEAR.endsOn)));
    await sql.end();
  }
  if (what !== 'bare') {
    const url = await copy();
    console.log('product', JSON.stringify(await billThroughTheProduct(url, FIRST_YEAR)));
  }
}
await admin.end();
