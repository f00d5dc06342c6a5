import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Facts } from '#app/ui/facts.tsx';
import {
  ButtonRow,
  FileField,
  Hidden,
  PostForm,
  RadioGroup,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { previewRateCard } from '../commands/preview-rate-card.server.ts';
import { rateCardForm } from '../forms.ts';
import { basisHint, basisLabel, rateBases } from '../labels.ts';
import { programDetails } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Import a rate card · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const program = found(await programDetails(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'rateCard.import', program);
  const { clientId, clientName, currency, today } = program;
  return { clientId, clientName, currency, today, id: crypto.randomUUID() };
});

export const action = act({
  form: rateCardForm,
  run: (ctx, input, { params }) => previewRateCard(ctx, idParam(params, 'clientId'), input),
  done: ({ id }) => ({ to: `/rate-card-imports/${id}` }),
  back: ({ params }) => `/programs/${params.clientId}`,
});

export default function ImportRateCard() {
  const { clientId, clientName, currency, today, id } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Import a rate card"
      crumbs={[
        { label: 'Programs', to: '/programs' },
        { label: clientName, to: `/programs/${clientId}` },
      ]}
      lead="The file is read and shown first: what it would add, change and leave out. Nothing is posted until you say so."
    >
      <Columns aside={<WhatTheFileHolds />}>
        <Section title="The file, and what to make of it">
          <PostForm answer={answer} encType="multipart/form-data">
            <Hidden name="id" value={id} />
            <FileField
              name="file"
              label="File"
              accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
              hint={`A CSV file of up to 5 MB and 50,000 rows. Its rates are taken as ${currency}.`}
              required
            />
            <RadioGroup
              name="basis"
              legend="The most that may be billed for a job is"
              hint="Several vendors ask different rates for the same job; one of them becomes the card."
              options={rateBases.map((value) => ({
                value,
                label: basisLabel[value],
                hint: basisHint[value],
              }))}
              defaultValue="p75"
              required
            />
            <TextField
              name="effectiveFrom"
              label="In force from"
              type="date"
              defaultValue={today}
              hint="Rates that change end the day before. Rates that stay are left untouched."
              required
            />
            <ButtonRow>
              <SubmitButton>Read the file</SubmitButton>
            </ButtonRow>
          </PostForm>
        </Section>
      </Columns>
    </Page>
  );
}

function WhatTheFileHolds() {
  return (
    <Section
      title="What the file holds"
      lead="One row per vendor and job. The first row names the columns, in any order."
    >
      <Facts
        items={[
          { label: 'Title', value: 'Such as “Labor category” or “Job title”' },
          { label: 'Rate', value: 'Such as “Bill rate” or “Price USD”' },
          { label: 'Unit', value: 'Only hourly rates are taken; a head such as “Rate per hour” says so too' },
          { label: 'If there', value: 'Minimum education, years of experience, vendor' },
        ]}
      />
    </Section>
  );
}
