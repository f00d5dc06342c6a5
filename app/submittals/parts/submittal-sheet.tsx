import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { DateText, Percent, Rate, When } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Section } from '#app/ui/page.tsx';
import { markupOf, timesFactor } from '#app/values/rate.ts';
import { RateAgainstCard } from './rate-facts.tsx';

type Pay = { rate: string; isPublished: boolean };

type SubmittalSheetProps = {
  row: {
    id: string;
    supplierName: string;
    summary: string;
    note: string;
    billRate: string;
    maxBillRate: string;
    currency: string;
    availableFrom: string;
    resumeFileId: string | null;
    representedSince: Date | null;
    presentedAt: Date | null;
    timeZone: string;
  };
  /** Null for the client, who sees none of it. */
  behind: {
    email: string;
    phone: string | null;
    representedBy: string | null;
  } | null;
  /** Null for whoever may not know it. */
  pay: Pay | null;
};

/** What is known of a candidate for one need. */
export function SubmittalSheet({ row, behind, pay }: SubmittalSheetProps) {
  return (
    <>
      <Section title="Candidate">
        <Facts
          items={[
            { label: 'Supplier', value: row.supplierName },
            {
              label: `Bill rate, ${row.currency}`,
              value: <RateAgainstCard billRate={row.billRate} maxBillRate={row.maxBillRate} />,
            },
            ...(pay ? [payFact(pay, row.billRate)] : []),
            { label: 'Available from', value: <DateText date={row.availableFrom} /> },
            { label: 'Résumé', value: <Resume id={row.id} fileId={row.resumeFileId} /> },
            ...(behind ? [{ label: 'E-mail', value: behind.email }] : []),
            ...(behind?.phone ? [{ label: 'Phone', value: behind.phone }] : []),
            { label: 'Right to represent', value: <Attested row={row} by={behind?.representedBy} /> },
          ]}
        />
      </Section>
      {row.summary ? (
        <Section title="Summary">
          <Words text={row.summary} />
        </Section>
      ) : null}
      {row.note ? (
        <Section title={`Note from ${row.supplierName}`}>
          <Words text={row.note} />
        </Section>
      ) : null}
    </>
  );
}

function payFact({ rate, isPublished }: Pay, billRate: string): { label: string; value: ReactNode } {
  const markup = timesFactor(markupOf(billRate, rate), '1', 3);
  return {
    label: 'Pay rate',
    value: (
      <>
        <Rate rate={rate} per="h" /> <span className="quiet">(</span>
        <Percent fraction={markup} /> markup
        <span className="quiet">
          {isPublished ? ', published to the client)' : ', not shown to the client)'}
        </span>
      </>
    ),
  };
}

export function Resume({ id, fileId }: { id: string; fileId: string | null }) {
  if (!fileId) return <span className="quiet">none handed in</span>;
  return (
    <Link to={`/submittals/${id}/resume`} reloadDocument>
      Download résumé
    </Link>
  );
}

type AttestedProps = {
  row: { representedSince: Date | null; supplierName: string; timeZone: string };
  by: string | null | undefined;
};

function Attested({ row, by }: AttestedProps) {
  if (!row.representedSince) return <>not attested</>;
  return (
    <>
      attested by {by ?? row.supplierName}, <When at={row.representedSince} timeZone={row.timeZone} />
    </>
  );
}

/** Paragraphs as they were typed. */
function Words({ text }: { text: string }) {
  return text.split(/\n+/).map((line, index) => <p key={`${index} ${line.slice(0, 20)}`}>{line}</p>);
}
