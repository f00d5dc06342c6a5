import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, notFound, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, CheckboxField, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { changeLine } from '../commands/change-line.server.ts';
import { changeLineForm } from '../forms.ts';
import { isEditable } from '../lifecycle.ts';
import { LineFields } from '../parts/line-fields.tsx';
import { findSheet, linesOf } from '../sheet.server.ts';
import { forEntry } from '../sheet-page.server.ts';

export const meta: MetaFunction = () => [{ title: 'Change a line · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const sheet = found(await findSheet(ctx, idParam(params)));
  authorize(ctx, 'expense.enter', sheet);
  const lineId = idParam(params, 'lineId');
  const line = found((await linesOf(ctx, sheet.id)).find(({ id }) => id === lineId));
  if (!isEditable(sheet.status)) return notFound();
  return { sheetId: sheet.id, title: sheet.title, line, entry: await forEntry(ctx, sheet) };
});

export const action = act({
  form: changeLineForm,
  run: (ctx, input, { params }) => changeLine(ctx, idParam(params), idParam(params, 'lineId'), input),
  done: (sheet) => ({ to: `/expenses/${sheet.id}`, flash: 'The line is changed.' }),
  back: ({ params }) => `/expenses/${params.id}`,
});

export default function ChangeLine() {
  const { sheetId, title, line, entry } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const back = `/expenses/${sheetId}`;
  return (
    <Page
      title="Change a line"
      crumbs={[
        { label: 'Expenses', to: '/expenses' },
        { label: title, to: back },
      ]}
    >
      <Section title={line.code.name}>
        <PostForm answer={answer} encType="multipart/form-data">
          <LineFields entry={entry} line={line} />
          {line.receiptFileId ? (
            <CheckboxField name="dropReceipt" label="Take the receipt that is there out of the line" />
          ) : null}
          <ButtonRow>
            <SubmitButton>Save the line</SubmitButton>
            <LinkButton to={back}>Go back</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
