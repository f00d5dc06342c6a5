import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Pager } from '#app/ui/table.tsx';
import { exportsPage, exportsWith } from '../exports.server.ts';
import { EXPORTS_A_PAGE, isFingerprint } from '../exports.ts';
import { exportsQuery } from '../forms.ts';
import { auditActions, AuditTabs } from '../parts/audit-tabs.tsx';
import { ExportTable } from '../parts/export-table.tsx';
import { counted } from '../words.ts';

export const meta: MetaFunction = () => [{ title: 'Exports · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'audit.read');
  const { sha256, after } = parseQuery(exportsQuery, url);
  const { rows, next } = sha256
    ? { rows: isFingerprint(sha256) ? await exportsWith(ctx, sha256) : [], next: null }
    : await exportsPage(ctx, { after });
  return {
    sha256: sha256 ?? null,
    isWhole: isFingerprint(sha256 ?? ''),
    rows,
    side: ctx.actor.side,
    next: pageLink(url, next),
    first: firstPageLink(url),
    can: abilities(ctx, {}, auditActions),
  };
});

export default function Exports() {
  const { sha256, rows, side, next, first, can } = useLoaderData<typeof loader>();
  return (
    <Page
      wide
      title="Exports"
      crumbs={[{ label: 'Audit', to: '/audit' }]}
      lead={
        side === 'msp'
          ? 'Who took figures or people’s data along as a file, newest first: what they asked for, how many rows they got, what the rows come to, and the SHA-256 of every byte.'
          : 'Who of your people took figures along as a file, newest first: what they asked for, how many rows they got, what the rows come to, and the SHA-256 of every byte.'
      }
    >
      <AuditTabs can={can} current="exports" />
      <Section
        title="Is this file as it was made here?"
        lead="Compute the SHA-256 of the file on your own machine and look it up: the file itself stays with you."
      >
        <Form method="get" className="form">
          <TextField
            name="sha256"
            label="SHA-256 of the file"
            maxLength={300}
            defaultValue={sha256 ?? undefined}
            hint={
              <>
                Linux <code className="whitespace-nowrap">sha256sum FILE</code> · macOS{' '}
                <code className="whitespace-nowrap">shasum -a 256 FILE</code> · Windows{' '}
                <code className="whitespace-nowrap">certutil -hashfile FILE SHA256</code>
              </>
            }
          />
          <ButtonRow>
            <SubmitButton>Look it up</SubmitButton>
          </ButtonRow>
        </Form>
        <Answer />
      </Section>
      {sha256 && rows.length === 0 ? null : <ExportTable rows={rows} withProgram={side === 'msp'} />}
      {rows.length > 0 || first ? (
        <Pager next={next} previous={first} shown={counted(rows.length, 'export')} />
      ) : null}
    </Page>
  );
}

const timesMade = (times: number): string => {
  if (times === 1) return 'It was made once';
  return times < EXPORTS_A_PAGE ? `It was made ${times} times` : `It was made at least ${times} times`;
};

function Answer() {
  const { sha256, isWhole, rows } = useLoaderData<typeof loader>();
  if (!sha256) return null;
  const all = <Link to="/audit/exports">See all exports</Link>;
  if (!isWhole)
    return (
      <Notice tone="attention" title="That is no SHA-256">
        A SHA-256 has 64 characters, 0 to 9 and a to f, such as <code>9f86d081…</code>. {all}
      </Notice>
    );
  if (rows.length === 0)
    return (
      <Notice tone="attention" title="No file with these bytes was made here">
        Either something in it was changed since, if only by opening and saving it, or it comes from somewhere
        else. {all}
      </Notice>
    );
  return (
    <Notice tone="good" title="It is as it was made here">
      Not a byte was changed since. {timesMade(rows.length)}, as listed below. {all}
    </Notice>
  );
}
