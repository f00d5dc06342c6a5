import type { MetaFunction } from '@remix-run/node';
import { Outlet, useLoaderData, useLocation } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Stepper, Timeline } from '#app/ui/facts.tsx';
import { Notice, Unusual, DecidesFor } from '#app/ui/feedback.tsx';
import { Columns, Page, Section, Tabs } from '#app/ui/page.tsx';
import { Status, statusWord } from '#app/ui/status.tsx';
import { NextAction, OtherActions } from '../parts/next-action.tsx';
import { requisitionHeader } from '../view.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.view.ref} ${data.view.title} · Muster` : 'Requisition · Muster' },
];

export const loader = page(async (ctx, { params }) => {
  const view = found(await requisitionHeader(ctx, idParam(params)));
  authorize(ctx, 'requisition.read');
  return { view };
});

function tabsFor(id: string, seesClientSide: boolean, pathname: string) {
  const to = `/requisitions/${id}`;
  const tabs = [
    { label: 'Candidates', to },
    { label: 'Details', to: `${to}/details` },
    ...(seesClientSide ? [{ label: 'Release', to: `${to}/release` }] : []),
  ];
  return tabs.map((tab) => ({ ...tab, current: tab.to === pathname.replace(/\/$/, '') }));
}

export default function Requisition() {
  const { view } = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  const { id, ref, title, can, status, filled, positions } = view;
  const counted = status === 'open' || status === 'on_hold' || status === 'filled';
  return (
    <Page
      title={title}
      crumbs={[{ label: 'Requisitions', to: '/requisitions' }, { label: ref }]}
      status={
        <Status
          status={status}
          label={counted ? `${statusWord(status)} · ${filled} of ${positions} filled` : undefined}
        />
      }
      lead={`${view.clientName} · ${view.departmentName} · ${view.siteName}${view.standing ? ` · ${view.standing}` : ''}`}
      action={<NextAction id={id} can={can} status={status} here={pathname} />}
      wide
    >
      {view.steps ? <Stepper {...view.steps} /> : null}
      {view.rejection ? (
        <Notice tone="wrong" title={`${view.rejection.by ?? 'Somebody'} rejected this`}>
          <p>“{view.rejection.reason}”</p>
        </Notice>
      ) : null}
      <DecidesFor name={can.signsFor} />
      {can.whyNotSign ? (
        <Notice tone="waiting">
          <p>{can.whyNotSign}</p>
        </Notice>
      ) : null}
      <Unusual findings={view.findings} />
      <Tabs items={tabsFor(id, view.seesClientSide, pathname)} label="Views of this requisition" />
      <Columns
        aside={
          <>
            <Section title="Timeline">
              <Timeline entries={view.timeline} timeZone={view.timeZone} />
            </Section>
            <OtherActions id={id} can={can} />
          </>
        }
      >
        <Outlet />
      </Columns>
    </Page>
  );
}
