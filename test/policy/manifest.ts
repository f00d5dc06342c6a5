import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RouteConfigEntry } from '@remix-run/route-config';
import { z } from 'zod';
import routes from '#app/routes.ts';

export type Address = {
  /** As `app/routes.ts` writes it; that of an index inside another page ends with `?index`. */
  pattern: string;
  /** The module, from `app/`. */
  file: string;
  /** Whether it draws a page; the others answer with a file, or lead on. */
  isPage: boolean;
};

/** Every address of the product. */
export const addresses: Address[] = routes.flatMap((route) => flattened(route, ''));

function flattened({ path: own, file, index, children }: RouteConfigEntry, above: string): Address[] {
  const pattern = index && above ? `${above}?index` : [above, own].filter(Boolean).join('/');
  return [
    { pattern, file, isPage: file.endsWith('.tsx') },
    ...(children ?? []).flatMap((child) => flattened(child, pattern)),
  ];
}

/**
 * The schema of the form that a route takes, found where its module names it.
 * Null where the module takes no form, or writes its schema in place, as the routes of plain buttons do.
 */
export async function formOf({ file }: Address): Promise<z.ZodType | null> {
  const text = readFileSync(path.join('app', file), 'utf8');
  const name = /\n {2,4}form: (\w+),/.exec(text)?.[1];
  const from = name && new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from '(\\.[^']+)'`).exec(text)?.[1];
  if (!name || !from) return null;
  const module = (await import(path.resolve('app', path.dirname(file), from))) as Record<string, unknown>;
  const schema = module[name];
  return schema instanceof z.ZodType ? schema : null;
}
