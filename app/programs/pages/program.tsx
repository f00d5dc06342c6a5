import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText } from '#app/ui/amount.tsx';
import { Facts, Timeline } from '#app/ui/facts.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton } from '#app/ui/form.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { formatMoney } from '#app/values/money.ts';
import { flatFeesOfProgram } from '../flat-fee-queries.server.ts';
import { approvalRoleLabel, cadenceLabel, weekdayLabel } from '../labels.ts';
import { Enrolled } from '../parts/enrolled.tsx';
import { Fees } from '../parts/fees.tsx';
import { FlatFees } from '../parts/flat-fees.tsx';
import { Imports } from '../parts/imports.tsx';
import { Departments, Sites } from '../parts/places.tsx';
import { ProgramIndex } from '../parts/program-index.tsx';
import { TermsFacts } from '../parts/terms-facts.tsx';
import { WhoSeesWhat } from '../parts/who-sees-what.tsx';
import { costCentersOf, departmentsOf, sitesOf } from '../public.server.ts';
import {
  approvalRulesOf,
  feesOfProgram,
  jobCountOf,
  latestImports,
  programDetails,
  suppliersOfProgram,
  type ApprovalStepRule,
  type ProgramDetails,
} from '../queries.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.program.clientName ?? 'Program'} · Muster` },
];

const NEWS_SHOWN = 12;

export const loader = page(async (ctx, { params }) => {
  const clientId = idParam(params, 'clientId');
  const program = found(await programDetails(ctx, clientId));
  authorize(ctx, 'program.read', program);
  const imports = await latestImports(ctx, clientId);
  return {
    program,
    imports,
    fees: await feesOfProgram(ctx, clientId),
    flatFees: await flatFeesOfProgram(ctx, clientId),
    sites: await sitesOf(ctx, clientId),
    departments: await departmentsOf(ctx, clientId),
    costCenters: await costCentersOf(ctx, clientId, program.today),
    suppliers: await suppliersOfProgram(ctx, clientId),
    rules: await approvalRulesOf(ctx, clientId),
    jobs: await jobCountOf(ctx, clientId),
    timeline: (await timelineOf(ctx, [clientId, ...imports.map(({ id }) => id)])).slice(0, NEWS_SHOWN),
    can: abilities(ctx, program, [
      'program.configure',
      'rateCard.import',
      'supplier.enroll',
      'agreement.read',
      'feeComparison.read',
      'fees.read',
      'serviceLevel.read',
      'tax.read',
      'purchaseOrder.read',
      'accrual.read',
      'ledger.read',
      'bank.read',
      'replay.run',
      'invoice.read',
    ]),
    isMsp: ctx.actor.side === 'msp',
  };
});

export default function Program() {
  const { program, fees, sites, departments, costCenters, suppliers, rules, timeline, can, ...shown } =
    useLoaderData<typeof loader>();
  const here = `/programs/${program.clientId}`;
  const configure = can['program.configure'];
  const add = (to: string, label: string) =>
    configure ? <LinkButton to={`${here}/${to}`}>{label}</LinkButton> : null;
  return (
    <Page
      title={program.clientName}
      crumbs={shown.isMsp ? [{ label: 'Programs', to: '/programs' }] : []}
      status={<span>{program.code}</span>}
      action={
        <LinkButton to={`${here}/jobs`} tone="primary">
          Jobs and rate card
        </LinkButton>
      }
    >
      <ProgramIndex clientId={program.clientId} can={can} isMsp={shown.isMsp} />
      <Columns
        aside={
          <>
            <Section title="Program">
              <ProgramFacts program={program} />
            </Section>
            <WhoSeesWhat clientId={program.clientId} />
            <Section title="Latest changes">
              <Timeline entries={timeline} timeZone={program.timeZone} />
            </Section>
          </>
        }
      >
        <TermsInForce here={here} program={program} rules={rules} mayConfigure={configure} />
        <FeeSections here={here} program={program} fees={fees} flatFees={shown.flatFees} can={can} />
        <JobsSection here={here} timeZone={program.timeZone} mayImport={can['rateCard.import']} {...shown} />
        <Section
          id="suppliers"
          title="Suppliers"
          action={can['supplier.enroll'] ? add('suppliers/enroll', 'Enroll a supplier') : null}
        >
          <Enrolled
            clientId={program.clientId}
            suppliers={suppliers}
            may={{ enroll: can['supplier.enroll'], readAgreements: can['agreement.read'] }}
          />
        </Section>
        <Section id="sites" title="Sites" action={add('sites/new', 'New site')}>
          <Sites sites={sites} />
        </Section>
        <Section id="departments" title="Departments" action={add('departments/new', 'New department')}>
          <Departments departments={departments} costCenters={costCenters} />
          {departments.length > 0 ? <p>{add('cost-centers/new', 'New cost center')}</p> : null}
        </Section>
      </Columns>
    </Page>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function FeeSections({
  here,
  program,
  fees,
  flatFees,
  can,
}: Pick<Shown, 'program' | 'fees' | 'flatFees' | 'can'> & { here: string }) {
  const configure = can['program.configure'];
  return (
    <>
      <Section
        id="fees"
        title="Fees"
        lead="A share of what is billed, by the day the work was done. Several fees share one base and do not compound."
        action={configure ? <LinkButton to={`${here}/fees/new`}>New fee</LinkButton> : null}
      >
        <Fees
          fees={fees}
          today={program.today}
          endTo={configure ? (fee) => `${here}/fees/new?end=${fee.id}` : null}
        />
      </Section>
      {can['fees.read'] ? (
        <Section
          id="flat-fees"
          title="Flat fees"
          lead={`By the month and not by the hour, in ${program.currency}, on an invoice of their own.`}
          action={configure ? <LinkButton to={`${here}/flat-fees/new`}>New flat fee</LinkButton> : null}
        >
          <FlatFees
            fees={flatFees}
            today={program.today}
            endTo={configure ? (fee) => `${here}/flat-fees/new?end=${fee.id}` : null}
          />
        </Section>
      ) : null}
    </>
  );
}

function TermsInForce({
  here,
  program,
  rules,
  mayConfigure,
}: Pick<Shown, 'program' | 'rules'> & { here: string; mayConfigure: boolean }) {
  return (
    <Section
      title="Terms in force"
      action={
        <LinkButton to={`${here}/terms`}>{mayConfigure ? 'History and new terms' : 'History'}</LinkButton>
      }
    >
      {program.terms ? (
        <TermsFacts terms={program.terms} />
      ) : (
        <Notice tone="attention" title="No terms are in force today">
          Time can be entered only for days that terms hold for.
        </Notice>
      )}
      <Approvals rules={rules} currency={program.currency} />
    </Section>
  );
}

function ProgramFacts({ program }: { program: ProgramDetails }) {
  return (
    <Facts
      items={[
        { label: 'Legal name', value: program.legalName },
        ...(program.addressLines.length > 0
          ? [{ label: 'Address', value: program.addressLines.join(', ') }]
          : []),
        ...(program.taxId ? [{ label: 'Tax number', value: program.taxId }] : []),
        { label: 'Currency', value: program.currency },
        { label: 'Billed', value: cadenceLabel[program.billingCadence] },
        { label: 'Week ends on', value: weekdayLabel(program.weekEndsOn) },
        { label: 'Time zone', value: program.timeZone },
        { label: 'Today there', value: <DateText date={program.today} /> },
      ]}
    />
  );
}

/** Who signs a requisition, as one sentence. */
function Approvals({ rules, currency }: { rules: ApprovalStepRule[]; currency: string }) {
  const steps = rules.map(({ role, aboveMinor }) => {
    const who = approvalRoleLabel[role] ?? role;
    return aboveMinor > 0 ? `${who} above ${formatMoney(aboveMinor, currency)}` : who;
  });
  return (
    <p>
      A requisition is approved by: {steps.length > 0 ? steps.join(', then ') : 'Approver'}. Nobody approves
      their own.
    </p>
  );
}

type JobsSectionProps = {
  here: string;
  timeZone: string;
  mayImport: boolean;
  jobs: number;
  imports: Parameters<typeof Imports>[0]['imports'];
  isMsp: boolean;
};

function JobsSection({ here, timeZone, mayImport, jobs, imports, isMsp }: JobsSectionProps) {
  return (
    <Section
      title="Jobs and rate card"
      action={
        mayImport ? (
          <ButtonRow>
            <LinkButton to={`${here}/rate-card/import`}>Import a rate card</LinkButton>
            <LinkButton to={`${here}/cards/upload`}>Upload cards</LinkButton>
          </ButtonRow>
        ) : (
          <LinkButton to={`${here}/jobs`}>All jobs</LinkButton>
        )
      }
    >
      <p>
        {jobs === 0 ? (
          'No job yet. Jobs and the most that may be billed for them come from a rate card.'
        ) : (
          <Link to={`${here}/jobs`}>{`${jobs.toLocaleString('en')} ${jobs === 1 ? 'job' : 'jobs'}`}</Link>
        )}
      </p>
      {isMsp && imports.length > 0 ? <Imports imports={imports} timeZone={timeZone} /> : null}
    </Section>
  );
}
