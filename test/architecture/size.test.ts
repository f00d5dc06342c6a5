import ts from 'typescript';
import { expect, test } from 'vitest';
import { filesUnder, read, type SourceFile } from './source-files.ts';

const longestFile = 320;
const longestFunction = 70;

/** Named exceptions, each with its reason. */
const longFiles: Record<string, string> = {};
const longFunctions: Record<string, string> = {};

const sources = filesUnder(['app', 'db', 'emails'], /\.tsx?$/).map(read);
// A `describe` is a list of tests, not a function to keep in one's head.
const isTest = ({ path }: SourceFile) => /\.test\.tsx?$/.test(path);

function lineCount({ text }: SourceFile): number {
  return text.trimEnd().split('\n').length;
}

/** Every function of the file with its name (or that of the constant it is given to) and its length in lines. */
function functionsOf({ path, text }: SourceFile): { name: string; lines: number }[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: { name: string; lines: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line;
      const lines = lineOf(node.end) - lineOf(node.getStart(source)) + 1;
      found.push({ name: `${path} ${nameOf(node, source)}`, lines });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function nameOf(node: ts.Node & { name?: ts.Node | undefined }, source: ts.SourceFile): string {
  const named = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  return named?.getText(source) ?? '(unnamed)';
}

test(`no file is longer than ${longestFile} lines`, () => {
  const long = sources.filter((file) => lineCount(file) > longestFile && !(file.path in longFiles));
  expect(long.map((file) => `${file.path}: ${lineCount(file)} lines`)).toEqual([]);
});

test(`no function is longer than ${longestFunction} lines`, () => {
  const long = sources
    .filter((file) => !isTest(file))
    .flatMap(functionsOf)
    .filter(({ name, lines }) => lines > longestFunction && !(name in longFunctions));
  expect(long.map(({ name, lines }) => `${name}: ${lines} lines`)).toEqual([]);
});

test('functions of every form are measured', () => {
  const text = 'function a() {\n}\nconst b = () => {\n\n};\nconst c = { d() {\n\n\n} };\n';
  expect(functionsOf({ path: 'x.ts', text })).toEqual([
    { name: 'x.ts a', lines: 2 },
    { name: 'x.ts b', lines: 3 },
    { name: 'x.ts d', lines: 4 },
  ]);
});
