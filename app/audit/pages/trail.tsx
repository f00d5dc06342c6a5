import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { Notice } from '#app/ui/feedback.tsx';
import { Hidden, LinkButton, SelectField, TextField } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { FilterBar, FilterChips, Pager } from '#app/ui/table.tsx';
import { trailQuery } from '../forms.ts';
import { groupNames, groups } from '../kinds.ts';
import { auditActions, AuditTabs } from '../parts/audit-tabs.tsx';
import { TrailTable } from '../parts/trail-table.tsx';
import { EVENTS_SEARCHED, namesOfFilters, programChoices, trailPage } from '../trail.server.ts';
import { counted, filtersInWords, trailAddress } from '../words.ts';

export const meta: MetaFunction = () => [{ title: 'Audit · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'audit.read');
  const query = parseQuery(trailQuery, url);
  const { rows, next, searchedBackTo } = await trailPage(ctx, query);
  return {
    query,
    rows,
    searchedBackTo,
    searched: EVENTS_SEARCHED,
    side: ctx.actor.side,
    filters: filtersInWords(query, await namesOfFilters(ctx, query)),
    programs: await programChoices(ctx),
    can: abilities(ctx, {}, auditActions),
    next: pageLink(url, next),
    first: firstPageLink(url),
  };
});

const groupOptions = groupNames.map((name) => ({ value: name, label: groups[name].label }));

export default function Trail() {
  const { query, rows, filters, side, can, searchedBackTo, searched, next, first } =
    useLoaderData<typeof loader>();
  return (
    <Page
      wide
      title="Audit"
      lead={
        side === 'msp'
          ? 'Everything that anybody did, newest first. Nothing here is ever changed or removed.'
          : 'Everything that was done in your program, newest first. Nothing here is ever changed or removed.'
      }
      action={
        <LinkButton to={trailAddress(query, undefined, '/audit/trail.csv')} reload>
          Export as CSV
        </LinkButton>
      }
    >
      <AuditTabs can={can} current="trail" />
      <TrailFilters />
      <FilterChips items={filters.map(({ name, label }) => ({ label, to: trailAddress(query, name) }))} />
      {searchedBackTo ? (
        <Notice tone="waiting">
          Searched {counted(searched, 'event')} back to {searchedBackTo.slice(0, 16).replace('T', ' ')} UTC.
          The next page goes on from there.
        </Notice>
      ) : null}
      <TrailTable
        rows={rows}
        query={query}
        withProgram={side === 'msp'}
        endedEarly={searchedBackTo !== null}
      />
      <Pager next={next} previous={first} shown={counted(rows.length, 'event')} />
    </Page>
  );
}

function TrailFilters() {
  const { query, programs } = useLoaderData<typeof loader>();
  return (
    <FilterBar>
      {query.person ? <Hidden name="person" value={query.person} /> : null}
      {query.subject ? <Hidden name="subject" value={query.subject} /> : null}
      <TextField name="text" label="Words" maxLength={100} defaultValue={query.text} />
      <SelectField
        name="group"
        label="About"
        placeholder="Everything"
        defaultValue={query.group}
        options={groupOptions}
      />
      {programs.length > 0 ? (
        <SelectField
          name="client"
          label="Program"
          placeholder="All programs"
          defaultValue={query.client}
          options={programs}
        />
      ) : null}
      <TextField name="from" label="From" type="date" defaultValue={query.from} />
      <TextField name="to" label="To" type="date" defaultValue={query.to} />
    </FilterBar>
  );
}
