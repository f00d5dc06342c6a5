import path from 'node:path';
import { expect, test } from 'vitest';
import { filesUnder, isReadable, read } from './source-files.ts';

const folders = ['app', 'db', 'emails', 'test', 'migrations', 'docs', '.ci'];
const files = filesUnder(folders, /./);

// Names that say nothing of what is inside, and so attract everything.
const emptyWords = /(^|[-.])(utils?|helpers?|common|misc|managers?)([-.]|$)/;

test('no file or folder has a name that says nothing', () => {
  const named = files.filter((file) => file.split('/').some((segment) => emptyWords.test(segment)));
  expect(named).toEqual([]);
});

test('source files are in kebab-case', () => {
  const odd = files
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => !/^[a-z0-9$]+([-.][a-z0-9]+)*\.tsx?$/.test(path.basename(file)));
  expect(odd).toEqual([]);
});

// A path from somebody's own machine. `#app/home/…` and `./root/…` are not: something stands before the slash.
const machinePath = /(?<![\w.#@/}-])\/(?:home|Users|root|work)\/[A-Za-z]/;

test('no file names a path of the machine it was written on', () => {
  const text = /\.(tsx?|jsx?|cjs|sql|md|css|json|txt|sh)$|\/run$/;
  const leaking = files
    .filter((file) => text.test(file) && isReadable(file))
    .filter((file) => machinePath.test(read(file).text));
  expect(leaking).toEqual([]);
});
