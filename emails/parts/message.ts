import { toPlainText } from '@react-email/components';
import { createElement } from 'react';
import type { ComponentType } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { z } from 'zod';
import { withoutControls } from '#app/values/text.ts';

/** What goes into the envelope: always both forms, the same words in each. */
export type RenderedMail = { subject: string; preview: string; html: string; text: string };

// The mail library's own `render` streams, and the streaming renderer of React 18 leaves a NUL byte where a character
// of several bytes meets the end of a chunk. Nothing here waits for data, so the markup is made in one go.
const doctype =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';

// Longer words are cut, not refused: a long title must not keep a message from being sent.
const longestWord = 2_000;
const longestSubject = 150;

const cut = (value: string, most: number) => {
  const characters = [...value];
  return characters.length <= most
    ? value
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
};

/** A word or a sentence that somebody typed; arrives without control and bidirectional characters, in one line. */
export const words = z.string().transform((value) => cut(withoutControls(value).trim(), longestWord));

/** What somebody wrote at more length, such as a reason; its line breaks stay. */
export const lines = z.string().transform((value) => cut(withoutControls(value, 'kept').trim(), longestWord));

/** A calendar date, 'YYYY-MM-DD'. */
export const day = z.iso.date();

/** Where the button leads: an absolute http or https address. */
export const link = z.url({ protocol: /^https?$/, normalize: true });

/** How many positions, people or other whole things. */
export const count = z.int().positive();

/**
 * Defines a message: the shape of its props, its subject and preview, and its component. The schema runs again at
 * rendering, so a row that was queued by an older release is checked and what people typed is cleaned in one place.
 */
export function defineMessage<S extends z.ZodObject>(definition: {
  schema: S;
  subject(props: z.output<S>): string;
  preview(props: z.output<S>): string;
  Body: ComponentType<z.output<S> & { preview: string }>;
}): { schema: S; render(props: z.output<S>): Promise<RenderedMail> } {
  return {
    schema: definition.schema,
    async render(given) {
      const props = definition.schema.parse(given);
      const subject = cut(withoutControls(definition.subject(props)), longestSubject);
      const preview = cut(withoutControls(definition.preview(props)), longestSubject);
      const html = doctype + renderToStaticMarkup(createElement(definition.Body, { ...props, preview }));
      return { subject, preview, html, text: plainText(html) };
    },
  };
}

function plainText(html: string): string {
  const asWritten = { uppercase: false };
  return toPlainText(html, {
    selectors: [
      { selector: 'h1', options: asWritten },
      {
        selector: 'table[data-text-format="dataTable"]',
        format: 'dataTable',
        options: { uppercaseHeaderCells: false },
      },
    ],
  })
    .replace(/[ \t]+$/gm, '')
    .trim()
    .concat('\n');
}
