import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { EmptyState, Notice } from '#app/ui/feedback.tsx';
import {
  ButtonRow,
  Hidden,
  LinkButton,
  PostForm,
  SelectField,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { enrollSupplier, type Enrolled } from '../commands/enroll-supplier.server.ts';
import { enrollmentForm, enrollQuery } from '../forms.ts';
import { enrollmentDesk } from '../queries.server.ts';
import { tierLabel, tiers } from '../tiers.ts';

export const meta: MetaFunction = () => [{ title: 'Enroll a supplier · Muster' }];

export const loader = page(async (ctx, { params, url }) => {
  const desk = found(await enrollmentDesk(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'supplier.enroll', desk);
  const { supplier } = parseQuery(enrollQuery, url);
  const moving = desk.enrolled.find(({ supplierId }) => supplierId === supplier) ?? null;
  return {
    clientId: desk.clientId,
    clientName: desk.clientName,
    today: desk.today,
    choices: desk.choices,
    moving,
  };
});

const outcome: Record<Enrolled['was'], (enrolled: Enrolled) => string> = {
  new: ({ supplierName, tier }) => `${supplierName} is enrolled in tier ${tier}.`,
  moved: ({ supplierName, tier }) =>
    `${supplierName} is in tier ${tier} now. What was released before stays as it is.`,
  same: ({ supplierName, tier }) => `${supplierName} was in tier ${tier} already.`,
};

export const action = act({
  form: enrollmentForm,
  run: (ctx, input, { params }) => enrollSupplier(ctx, idParam(params, 'clientId'), input),
  done: (enrolled, _input, { params }) => ({
    to: `/programs/${params.clientId}#suppliers`,
    flash: outcome[enrolled.was](enrolled),
  }),
  back: ({ params }) => `/programs/${params.clientId}`,
});

const tierOptions = tiers.map((tier) => ({ value: String(tier), label: tierLabel(tier) }));

export default function Enroll() {
  const { clientId, clientName, today, choices, moving } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const crumbs = [
    { label: 'Programs', to: '/programs' },
    { label: clientName, to: `/programs/${clientId}` },
  ];
  if (!moving && choices.length === 0)
    return (
      <Page title="Enroll a supplier" crumbs={crumbs}>
        <EmptyState
          title="Every supplier here serves this program already"
          action={<LinkButton to="/suppliers/new">New supplier</LinkButton>}
        >
          Add a firm first; then it can be enrolled.
        </EmptyState>
      </Page>
    );
  return (
    <Page title={moving ? `Change the tier of ${moving.name}` : 'Enroll a supplier'} crumbs={crumbs}>
      <Section
        title={moving ? `In tier ${moving.tier} now` : 'Who, and when it is asked'}
        lead="A requisition is released tier by tier. All suppliers of a tier see it at the same moment."
      >
        <PostForm answer={answer}>
          {moving ? (
            <>
              <Hidden name="supplierId" value={moving.supplierId} />
              <Hidden name="enrolledOn" value={today} />
            </>
          ) : (
            <>
              <SelectField
                name="supplierId"
                label="Supplier"
                placeholder="Choose a supplier"
                options={choices.map(({ id, name, affiliatedWithMsp }) => ({
                  value: id,
                  label: affiliatedWithMsp ? `${name} (affiliated with the MSP)` : name,
                }))}
                required
              />
              <TextField name="enrolledOn" label="Enrolled on" type="date" defaultValue={today} required />
            </>
          )}
          <SelectField
            name="tier"
            label="Tier"
            options={tierOptions}
            defaultValue={String(moving?.tier ?? 1)}
            required
          />
          {moving ? null : (
            <Notice tone="quiet">
              The supplier sees the program’s places and jobs from then on, and a requisition only once it is
              released to it.
            </Notice>
          )}
          <ButtonRow>
            <SubmitButton>{moving ? 'Change tier' : 'Enroll supplier'}</SubmitButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
