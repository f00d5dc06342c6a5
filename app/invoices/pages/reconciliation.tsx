import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { When } from '#app/ui/amount.tsx';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { formatPeriod } from '#app/values/period.ts';
import { counted } from '../counted.ts';
import { ControlParts } from '../parts/control-parts.tsx';
import { ControlTable, type NumberedControl } from '../parts/control-table.tsx';
import { reconciledRows } from '../reconciliation-csv.server.ts';
import { reconciliationOf } from '../reconciliation.server.ts';
import { agrees, numbered } from '../reconciliation.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: data ? `Reconciliation, ${data.program.clientName}, ${formatPeriod(data.run)} · Muster` : 'Muster',
  },
];

export const loader = page(async (ctx, { params }) => {
  authorize(ctx, 'billing.read');
  const { run, program, groups } = found(await reconciliationOf(ctx, idParam(params)));
  if (!groups) throw redirect(`/billing/${run.id}`);
  const { sha256 } = reconciledRows({ run, program, groups });
  const { name, organizationName } = ctx.actor;
  return { run, program, groups, made: { by: `${name}, ${organizationName}`, at: ctx.now, sha256 } };
});

export default function Reconciliation() {
  const { run, program, groups, made } = useLoaderData<typeof loader>();
  const controls = numbered(groups);
  const differing = controls.filter(({ control }) => !agrees(control));
  const ofRun = `${program.clientName} · ${formatPeriod(run)}`;
  return (
    <Page
      title="Reconciliation"
      crumbs={[
        { label: 'Billing', to: '/billing' },
        { label: ofRun, to: `/billing/${run.id}` },
      ]}
      lead={`What must be equal in the run of ${program.clientName} for ${formatPeriod(run)}, counted from two sources that know nothing of each other. Amounts in ${program.currency}.`}
      status={
        differing.length === 0 ? (
          <Status status="confirmed" label={`All ${controls.length} controls agree`} />
        ) : (
          <Status status="failed" label={`${differing.length} of ${controls.length} controls differ`} />
        )
      }
      action={
        <ButtonRow>
          <LinkButton to={`/billing/${run.id}/reconciliation.csv`} reload>
            Download CSV
          </LinkButton>
          <LinkButton to={`/billing/${run.id}`}>Back to the run</LinkButton>
        </ButtonRow>
      }
    >
      <Differing rows={differing} />
      {groups.map(({ title, lead, controls: ofGroup }) => {
        const rows = controls.filter(({ control }) => ofGroup.includes(control));
        return (
          <Section key={title} title={title} lead={lead}>
            <ControlTable caption={title} rows={rows} />
            <ControlParts rows={rows} />
          </Section>
        );
      })}
      <Foot of={ofRun} runId={run.id} controls={controls.length} timeZone={program.timeZone} made={made} />
    </Page>
  );
}

/** What is wrong, before anything else is read. */
function Differing({ rows }: { rows: NumberedControl[] }) {
  if (rows.length === 0) return null;
  return (
    <Notice tone="wrong" title={`${counted(rows.length, 'control')} with a difference`}>
      <ul>
        {rows.map(({ number, control }) => (
          <li key={number}>
            <a href={`#control-${number}`}>
              {number}. {control.title}
            </a>
            : {control.otherwise}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

type Made = { by: string; at: Date | string; sha256: string };
type FootProps = { of: string; runId: string; controls: number; timeZone: string; made: Made };

function Foot({ of, runId, controls, timeZone, made }: FootProps) {
  return (
    <Section
      title="How this was made"
      lead="Counted anew each time it is opened. The CSV of the same figures has the same SHA-256, whoever downloads it and when: it is of every byte before the last line."
    >
      <Facts
        items={[
          { label: 'Made by', value: made.by },
          { label: `Made at, ${timeZone}`, value: <When at={made.at} timeZone={timeZone} /> },
          { label: 'Run', value: of },
          { label: 'Id of the run', value: runId },
          { label: 'Controls', value: counted(controls, 'control') },
        ]}
      />
      <p>
        <span className="text-soft">SHA-256 of the CSV</span>{' '}
        <span className="break-all tabular-nums">{made.sha256}</span>
      </p>
    </Section>
  );
}
