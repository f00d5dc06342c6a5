import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from 'react-router-dom/server';
import { describe, expect, test } from 'vitest';
import type { FormAnswer } from '#app/values/result.ts';
import { valueAt } from './form-answer.tsx';
import { CheckboxField, CheckboxGroup, FileField, PostForm, SelectField, TextField } from './form.tsx';

/** The form as the server sends it, without scripts. */
async function htmlOf(answer: FormAnswer | null): Promise<string> {
  const form = (
    <PostForm answer={answer} to="/requisitions" idempotencyKey="k-1">
      <TextField name="splits[0].percent" label="Share" hint="In per cent" defaultValue="100" required />
      <TextField name="secret" label="Password" type="password" />
      <SelectField name="job" label="Job" options={['RN', 'ST'].map((value) => ({ value, label: value }))} />
      <CheckboxField name="attested" label="Attested" defaultChecked />
      <CheckboxGroup
        name="sites"
        legend="Sites"
        options={['north', 'south'].map((value) => ({ value, label: value }))}
      />
      <FileField name="resume" label="Résumé" />
    </PostForm>
  );
  const handler = createStaticHandler([{ path: '*', element: form }]);
  const context = await handler.query(new Request('http://muster.example/requisitions/new'));
  if (context instanceof Response) throw new Error('the page has no loader that could redirect');
  const router = createStaticRouter(handler.dataRoutes, context);
  return renderToStaticMarkup(createElement(StaticRouterProvider, { router, context, hydrate: false }));
}

const refusedAnswer: FormAnswer = {
  problems: { '': ['The order has no funds left.'], 'splits[0].percent': ['The shares come to 90 %.'] },
  typed: { splits: [{ percent: '90' }], secret: 'hush', job: 'ST', sites: ['south'] },
};

describe('what was typed', () => {
  test('is found by path in a nested record, and by name in a flat one', () => {
    expect(valueAt({ splits: [{ percent: '60' }, { percent: '40' }] }, 'splits[1].percent')).toBe('40');
    expect(valueAt({ 'days.2026-11-09': '8' }, 'days.2026-11-09')).toBe('8');
    expect(valueAt({ days: { '2026-11-09': '8' } }, 'days.2026-11-09')).toBe('8');
  });

  test('is nothing where the path leads nowhere, also through a name that every object has', () => {
    expect(valueAt({ splits: 'x' }, 'splits[0].percent')).toBeUndefined();
    expect(valueAt({ a: {} }, 'a.constructor.name')).toBeUndefined();
    expect(valueAt({}, 'constructor')).toBeUndefined();
  });
});

describe('a form', () => {
  test('shows its defaults before it is posted, and no summary', async () => {
    const html = await htmlOf(null);
    expect(html).toContain('value="100"');
    expect(html).toContain('name="idempotencyKey" value="k-1"');
    expect(html).toMatch(/<input type="checkbox"[^>]*name="attested"[^>]*checked=""/);
    expect(html).not.toContain('role="alert"');
    expect(html).not.toContain('aria-invalid');
  });

  test('keeps what was typed after a refusal, a box that was unticked, but never a password', async () => {
    const html = await htmlOf(refusedAnswer);
    expect(html).toContain('value="90"');
    expect(html).not.toContain('value="100"');
    expect(html).toMatch(/<option value="ST" selected="">/);
    expect(html).toMatch(
      /<input type="checkbox"[^>]*value="south"[^>]*checked=""|checked=""[^>]*value="south"/,
    );
    expect(html).not.toMatch(/name="attested"[^>]*checked/);
    expect(html).not.toContain('hush');
    expect(html).toContain('Choose the file again');
  });

  test('leads from the summary to the field, and the field names its problem', async () => {
    const html = await htmlOf(refusedAnswer);
    const id = /href="#([\w-]+)">The shares come to 90 %/.exec(html)?.[1];
    expect(html).toContain('2 things to put right');
    expect(html).toMatch(
      new RegExp(`id="${id}" aria-invalid="true" aria-describedby="${id}-hint ${id}-problem"`),
    );
    expect(html).toContain(`id="${id}-problem"`);
    expect(html).toContain('<li>The order has no funds left.</li>');
  });

  test('carries no inline style, which the content security policy would refuse', async () => {
    expect(await htmlOf(refusedAnswer)).not.toContain(' style=');
  });
});
