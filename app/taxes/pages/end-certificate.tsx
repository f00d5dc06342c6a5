import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { endCertificate } from '../commands/end-certificate.server.ts';
import { formatEffective } from '../effective.ts';
import { lastDayForm } from '../forms.ts';
import { taxedProgram } from '../program.server.ts';
import { certificateOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'End a certificate · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const certificate = found(await certificateOf(ctx, idParam(params)));
  authorize(ctx, 'tax.configure', certificate);
  return { certificate, program: found(await taxedProgram(ctx, certificate.clientId)) };
});

export const action = act({
  form: lastDayForm,
  run: (ctx, input, { params }) => endCertificate(ctx, idParam(params), input),
  done: (certificate) => ({
    to: `/programs/${certificate.clientId}/exemptions`,
    flash: `Certificate ${certificate.number} is in force ${formatEffective(certificate)}.`,
  }),
  back: ({ params }) => `/exemptions/${params.id}/end`,
});

export default function EndCertificate() {
  const { certificate, program } = useLoaderData<typeof loader>();
  const { clientId, number, region, startsOn } = certificate;
  const { today } = program;
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title={`End certificate ${number}`}
      crumbs={[
        { label: program.clientName, to: `/programs/${clientId}` },
        { label: 'Tax exemptions', to: `/programs/${clientId}/exemptions` },
      ]}
    >
      <Section
        title={`In force ${formatEffective(certificate)}`}
        lead={`Work in ${region} after the last day is taxed by the rules of that place. Issued documents stay as they are.`}
      >
        <PostForm answer={answer}>
          <TextField
            name="lastDay"
            label="Last day"
            type="date"
            min={startsOn}
            defaultValue={today < startsOn ? startsOn : today}
            required
          />
          <ButtonRow>
            <SubmitButton>End certificate</SubmitButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
