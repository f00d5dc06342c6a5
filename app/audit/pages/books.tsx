import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, SelectField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { DataTable, FilterBar } from '#app/ui/table.tsx';
import { booksQuery } from '../forms.ts';
import { auditActions, AuditTabs } from '../parts/audit-tabs.tsx';
import { chosenOf, programsWithYears } from '../book-programs.server.ts';
import { bookSections } from '../book-tables.server.ts';

export const meta: MetaFunction = () => [{ title: 'Books to take along · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'books.read');
  const programs = await programsWithYears(ctx);
  const query = parseQuery(booksQuery, url);
  // Another program may not have the year that was chosen for the one before.
  const chosen = chosenOf(programs, query) ?? chosenOf(programs, { program: query.program });
  return {
    programs: programs.map(({ clientId, client }) => ({ value: clientId, label: client })),
    chosen: programs.length === 0 ? null : found(chosen),
    sections: bookSections.map(({ title, tables }) => ({
      title,
      rows: tables.map(({ table, holds, ofYear }) => ({ table, holds, ofYear: ofYear !== undefined })),
    })),
    can: abilities(ctx, {}, auditActions),
  };
});

export default function Books() {
  const { programs, chosen, sections, can } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Books to take along"
      crumbs={[can['audit.read'] ? { label: 'Audit', to: '/audit' } : { label: 'Ledger', to: '/ledger' }]}
      lead="The books of one program and one year as plain tables, for auditors who compute with them: every document, posting, hour, signature and rate, all read at one moment."
    >
      <AuditTabs can={can} current="books" />
      {chosen ? (
        <Choice programs={programs} chosen={chosen} />
      ) : (
        <EmptyState title="There is no program yet" />
      )}
      <Section
        title="What is in it"
        lead="Each file is a table, with the names of its columns in the first row."
      >
        {sections.map((section) => (
          <Files key={section.title} {...section} />
        ))}
      </Section>
    </Page>
  );
}

type Listed = { title: string; rows: { table: string; holds: string; ofYear: boolean }[] };

function Files({ title, rows }: Listed) {
  return (
    <details>
      <summary className="mb-2 text-accent">{`${title}: ${rows.length} files`}</summary>
      <DataTable
        caption={title}
        rows={rows}
        rowKey={({ table }) => table}
        empty={null}
        dense
        columns={[
          { key: 'file', header: 'File', primary: true, cell: ({ table }) => <code>{table}.csv</code> },
          { key: 'holds', header: 'Holds', cell: ({ holds }) => holds },
          { key: 'rows', header: 'Rows', cell: ({ ofYear }) => (ofYear ? 'of the year' : 'all') },
        ]}
      />
    </details>
  );
}

type Chosen = NonNullable<ReturnType<typeof chosenOf>>;

function Choice({
  programs,
  chosen: { clientId, client, firstYear, lastYear, year },
}: {
  programs: { value: string; label: string }[];
  chosen: Chosen;
}) {
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, back) => String(lastYear - back));
  return (
    <Section
      title={`${client}, ${year}`}
      lead="A ZIP of CSV files with a description of every column (a Tabular Data Package), and the count of rows and the SHA-256 of each file."
    >
      <FilterBar>
        <SelectField name="program" label="Program" defaultValue={clientId} options={programs} />
        <SelectField
          name="year"
          label="Year"
          defaultValue={String(year)}
          options={years.map((each) => ({ value: each, label: each }))}
        />
      </FilterBar>
      <ButtonRow>
        <LinkButton to={`/audit/books.zip?program=${clientId}&year=${year}`} tone="primary" reload>
          Download the ZIP
        </LinkButton>
      </ButtonRow>
    </Section>
  );
}
