import { expect, test } from 'vitest';
import { withOwnLinks } from './own-links.ts';

const site = 'https://muster.halden.example';

test('an address of this site becomes a link, and the sentence goes on', () => {
  expect(withOwnLinks(`Open ${site}/timesheets/12?from=mail. Thank you.`, site)).toEqual([
    { text: 'Open ' },
    { text: `${site}/timesheets/12?from=mail`, to: '/timesheets/12?from=mail' },
    { text: '. Thank you.' },
  ]);
});

test('addresses of others stay text, also those that only look like ours', () => {
  const foreign = [
    'https://elsewhere.example/x',
    `${site}.elsewhere.example/x`,
    'https://muster.halden.example@elsewhere.example/',
    'javascript:alert(1)',
    `${site}//elsewhere.example/x`,
    'http://muster.halden.example/x',
    'https://[broken',
  ];
  for (const text of foreign) expect(withOwnLinks(text, site)).toEqual([{ text }]);
});

test('nothing is lost or doubled', () => {
  const text = `${site}/a and (${site}/b), https://x.example/c\n${site}/d`;
  const parts = withOwnLinks(text, site);
  expect(parts.map((part) => part.text).join('')).toBe(text);
  expect(parts.flatMap((part) => part.to ?? [])).toEqual(['/a', '/b', '/d']);
});
