import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import {
  ButtonRow,
  CheckboxField,
  FieldRow,
  PostForm,
  RadioGroup,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { addMonths } from '#app/values/month.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { agreeServiceTerms } from '../commands/agree-terms.server.ts';
import { termsForm } from '../forms.ts';
import { programToday } from '../program.server.ts';
import { missRuleLabel, settledByLabel } from '../words.ts';

export const meta: MetaFunction = () => [{ title: 'Terms of service credits · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const program = found(await programToday(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'serviceLevel.configure', program);
  return { program, startsOn: addMonths(program.today, 1) };
});

export const action = act({
  form: termsForm,
  run: (ctx, input, { params }) => agreeServiceTerms(ctx, idParam(params, 'clientId'), input),
  done: ({ startsOn }, _input, { params }) => ({
    to: `/programs/${params.clientId}/service-levels`,
    flash: `The terms hold from ${formatDate(startsOn)} on.`,
  }),
  back: ({ params }) => `/programs/${params.clientId}/service-levels`,
});

export default function NewServiceTerms() {
  const { program, startsOn } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const here = `/programs/${program.clientId}`;
  return (
    <Page
      title="New terms of service credits"
      crumbs={[
        { label: program.clientName, to: here },
        { label: 'Service levels', to: `${here}/service-levels` },
      ]}
      lead="Terms that run now end the day before. Months that were counted keep the terms they were counted by."
    >
      <PostForm answer={answer}>
        <Section title="What is at risk">
          <FieldRow>
            <TextField
              name="atRiskPercent"
              label="Share of the MSP fee"
              hint="Of the fees of the month, usually 5 to 15."
              inputMode="decimal"
              suffix="%"
              maxLength={20}
              required
            />
            <TextField name="startsOn" label="From" type="date" defaultValue={startsOn} required />
          </FieldRow>
          <RadioGroup
            name="missRule"
            legend="A missed level costs"
            options={options(missRuleLabel)}
            required
          />
          <FieldRow>
            <TextField
              {...{ name: 'secondMultiplier', label: 'Second month running', maxLength: 6 }}
              {...{ inputMode: 'decimal', prefix: '×', defaultValue: '1.5', required: true }}
            />
            <TextField
              {...{ name: 'thirdMultiplier', label: 'From the third on', maxLength: 6 }}
              {...{ inputMode: 'decimal', prefix: '×', defaultValue: '2', required: true }}
            />
          </FieldRow>
          <CheckboxField
            name="weightsMayExceed"
            label="Weights may make more than 100 %"
            hint="What is at risk stays the most that a month can cost."
          />
        </Section>
        <Section title="How it is settled">
          <RadioGroup name="settledBy" legend="The credit is" options={options(settledByLabel)} required />
          <FieldRow>
            <TextField
              {...{ name: 'reviewDay', label: 'Reviewed by day', type: 'number', min: 1, max: 27 }}
              {...{ defaultValue: 8, hint: 'Of the following month.', required: true }}
            />
            <TextField
              {...{ name: 'answerDay', label: 'Answered by day', type: 'number', min: 1, max: 28 }}
              {...{ defaultValue: 13, hint: 'Of the following month.', required: true }}
            />
          </FieldRow>
          <ButtonRow>
            <SubmitButton>Agree on these terms</SubmitButton>
          </ButtonRow>
        </Section>
      </PostForm>
    </Page>
  );
}

const options = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
