import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { Page } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { jobChoices, newRequisitionForm, programChoices } from '../choices.server.ts';
import { draftAndSubmit } from '../commands/draft-and-submit.server.ts';
import { newQuery, requisitionForm } from '../forms.ts';
import { ChooseJob, ChooseProgram } from '../parts/choose-job.tsx';
import { RequisitionForm } from '../parts/requisition-form.tsx';

export const meta: MetaFunction = () => [{ title: 'New requisition · Muster' }];

/** Program, then job, then the form: each step is an address, so that going back works and scripts are not needed. */
export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'requisition.draft');
  const { program, q, job } = parseQuery(newQuery, url);
  const programs = await programChoices(ctx);
  const chosen =
    programs.find(({ clientId }) => clientId === program) ??
    (programs.length === 1 ? programs[0] : undefined);
  if (!chosen) return { step: 'program' as const, programs };
  if (!job)
    return {
      step: 'job' as const,
      program: chosen,
      q: q ?? '',
      ...(await jobChoices(ctx, chosen.clientId, q)),
    };
  const form = found(await newRequisitionForm(ctx, chosen.clientId, job));
  const canSubmit = mayDo(ctx.actor, 'requisition.submit', {
    clientId: chosen.clientId,
    createdBy: ctx.actor.accountId,
  });
  return { step: 'form' as const, form, canSubmit, several: programs.length > 1 };
});

export const action = act({
  form: requisitionForm,
  run: (ctx, input) => draftAndSubmit(ctx, input),
  done: ({ id, ref, submitted, isNew }) => ({
    to: `/requisitions/${id}/details`,
    flash: !isNew
      ? { tone: 'attention', text: `${ref} was saved already.` }
      : submitted
        ? `${ref} was submitted for approval.`
        : `${ref} is saved as a draft.`,
  }),
  back: () => '/requisitions',
});

export default function NewRequisition() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const crumbs = [{ label: 'Requisitions', to: '/requisitions' }];
  if (data.step === 'program')
    return (
      <Page title="New requisition" crumbs={crumbs} lead="First, whose need is it?">
        <ChooseProgram programs={data.programs} />
      </Page>
    );
  if (data.step === 'job')
    return (
      <Page
        title="New requisition"
        crumbs={crumbs}
        lead={`${data.program.name}. Which job of the catalog is it?`}
      >
        <ChooseJob program={data.program} jobs={data.jobs} more={data.more} q={data.q} />
      </Page>
    );
  const { job, program } = data.form;
  return (
    <Page
      title="New requisition"
      crumbs={crumbs}
      lead={
        <>
          {program.clientName} · {job.code} {job.title} ·{' '}
          <Link to={`/requisitions/new?program=${program.clientId}`}>another job</Link>
        </>
      }
    >
      <RequisitionForm data={data.form} answer={answer} canSubmit={data.canSubmit} />
    </Page>
  );
}
