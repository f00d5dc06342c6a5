import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { ButtonRow, Hidden, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { addTaxRule } from '../commands/add-rule.server.ts';
import { formatEffective } from '../effective.ts';
import { taxRuleForm } from '../forms.ts';
import { RuleFields } from '../parts/rule-fields.tsx';

export const meta: MetaFunction = () => [{ title: 'New tax rule · Muster' }];

export const loader = page((ctx) => {
  authorize(ctx, 'tax.configure');
  return Promise.resolve({ id: crypto.randomUUID(), today: ctx.now.toISOString().slice(0, 10) });
});

export const action = act({
  form: taxRuleForm,
  run: (ctx, input) => addTaxRule(ctx, input),
  done: (rule) => ({
    to: `/taxes/${rule.id}`,
    flash: `The rule of ${rule.jurisdiction} is in force ${formatEffective(rule)}.`,
  }),
  back: () => '/taxes',
});

export default function NewTaxRule() {
  const { id, today } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page title="New tax rule" crumbs={[{ label: 'Tax rules', to: '/taxes' }]}>
      <Section
        title="What the law says"
        lead="A rule for one kind of buyer goes before the rule for any buyer. Issued documents keep the rule they were issued under."
      >
        <PostForm answer={answer}>
          <Hidden name="id" value={id} />
          <RuleFields today={today} />
          <ButtonRow>
            <SubmitButton>Add rule</SubmitButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
