import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { Timeline } from '#app/ui/facts.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { PostForm, SelectField, SubmitButton, TextArea, TextField } from '#app/ui/form.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { setRetention } from '../commands/set-retention.server.ts';
import { retentionForm } from '../forms.ts';
import { PrivacyTabs } from '../parts/privacy-tabs.tsx';
import { DEPLOYMENT, retentionRules } from '../retention.server.ts';
import { kept } from '../rules.ts';

export const meta: MetaFunction = () => [{ title: 'Retention \u00b7 Muster' }];

const SHOWN = 20;

export const loader = page(async (ctx) => {
  authorize(ctx, 'retention.read');
  return {
    rules: await retentionRules(ctx),
    entries: (await timelineOf(ctx, [DEPLOYMENT])).slice(0, SHOWN),
    maySet: mayDo(ctx.actor, 'retention.set'),
  };
});

export const action = act({
  form: retentionForm,
  run: setRetention,
  done: ({ months }) => ({ to: '/privacy/retention', flash: `It is kept for ${months} months from now on.` }),
  back: () => '/privacy/retention',
});

const labelOf = (type: string) => kept[type]?.label ?? type;

export default function Retention() {
  const { rules, entries, maySet } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Retention"
      crumbs={[{ label: 'Privacy', to: '/privacy' }]}
      lead="How long each kind of record is kept. What has been kept long enough is let go every night."
    >
      <PrivacyTabs current="retention" seesRules />
      <Notice tone="waiting" title="Not legal advice">
        The times that Muster comes with are common ones, with their sources. Yours depend on where you work.
      </Notice>
      <Columns
        aside={
          <>
            {maySet ? (
              <Section title="Change a time">
                <PostForm answer={answer}>
                  <SelectField
                    name="documentType"
                    label="Kind of record"
                    required
                    placeholder="Choose"
                    options={rules.map((rule) => ({
                      value: rule.documentType,
                      label: labelOf(rule.documentType),
                    }))}
                  />
                  <TextField name="months" label="Months" inputMode="numeric" required maxLength={3} />
                  <TextArea name="basis" label="Law or reason" required maxLength={500} />
                  <SubmitButton>Set</SubmitButton>
                </PostForm>
              </Section>
            ) : null}
            <Section title="What happened">
              <Timeline entries={entries} />
            </Section>
          </>
        }
      >
        <Rules rules={rules} />
      </Columns>
    </Page>
  );
}

type Rule = ReturnType<typeof useLoaderData<typeof loader>>['rules'][number];

function Rules({ rules }: { rules: Rule[] }) {
  return (
    <DataTable
      caption="Retention rules"
      rows={rules}
      rowKey={({ documentType }) => documentType}
      empty="There is no rule."
      columns={[
        {
          key: 'type',
          header: 'Kind of record',
          primary: true,
          cell: (rule) => labelOf(rule.documentType),
        },
        { key: 'months', header: 'Months', align: 'right', cell: (rule) => rule.months },
        {
          key: 'from',
          header: 'Counted from',
          cell: (rule) => kept[rule.documentType]?.from ?? '\u2013',
        },
        {
          key: 'then',
          header: 'Then',
          hideOnPhone: true,
          cell: (rule) => kept[rule.documentType]?.then ?? '\u2013',
        },
        { key: 'basis', header: 'On what ground', hideOnPhone: true, cell: (rule) => rule.basis },
      ]}
    />
  );
}
