import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { exemptionCertificate, storedFile, taxRule } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';
import type { Effective } from './effective.ts';
import type { TaxQuery } from './forms.ts';
import type { BuyerType, Leg } from './labels.ts';

const RULES_A_PAGE = 50;
const CERTIFICATES_LIMIT = 200;

const ruleColumns = {
  id: taxRule.id,
  country: taxRule.country,
  region: taxRule.region,
  serviceClass: taxRule.serviceClass,
  buyerType: taxRule.buyerType,
  leg: taxRule.leg,
  base: taxRule.base,
  rate: taxRule.rate,
  jurisdiction: taxRule.jurisdiction,
  reason: taxRule.reason,
  source: taxRule.source,
  sourcedOn: taxRule.sourcedOn,
  startsOn: sql<string>`lower(${taxRule.effective})::text`,
  endsOn: sql<string | null>`(upper(${taxRule.effective}) - 1)::text`,
};

export type TaxRuleRow = Omit<typeof taxRule.$inferSelect, 'effective' | 'createdBy' | 'createdAt'> &
  Effective;

/** The place of a rule in the list. */
const place = sql`(${taxRule.country}, ${taxRule.region}, ${taxRule.serviceClass}, ${taxRule.leg}, ${taxRule.id})`;

/** Tax rules by place, 50 a page. @param today only what is in force on that day is shown unless all is asked for */
export async function rulesPage(
  ctx: Context,
  query: TaxQuery,
  today: string,
): Promise<KeysetPage<TaxRuleRow>> {
  const filters: (SQL | undefined)[] = [
    query.region ? sql`lower(${taxRule.region}) = lower(${query.region})` : undefined,
    query.serviceClass ? eq(taxRule.serviceClass, query.serviceClass) : undefined,
    query.leg ? eq(taxRule.leg, query.leg) : undefined,
    query.when === 'now' ? sql`${taxRule.effective} @> ${today}::date` : undefined,
    query.after
      ? sql`${place} > (select r.country, r.region, r.service_class, r.leg, r.id from tax_rule r where r.id = ${query.after})`
      : undefined,
  ];
  const rows = await ctx.db
    .select(ruleColumns)
    .from(taxRule)
    .where(and(...filters))
    .orderBy(
      asc(taxRule.country),
      asc(taxRule.region),
      asc(taxRule.serviceClass),
      asc(taxRule.leg),
      asc(taxRule.id),
    )
    .limit(RULES_A_PAGE + 1);
  return keysetPage(rows, RULES_A_PAGE, ({ id }) => id);
}

export async function taxRuleOf(ctx: Context, id: string): Promise<TaxRuleRow | null> {
  const [row] = await ctx.db.select(ruleColumns).from(taxRule).where(eq(taxRule.id, id));
  return row ?? null;
}

type Matter = {
  country: string;
  region: string;
  serviceClass: string;
  buyerType: BuyerType | null;
  leg: Leg;
};

/** Every rule for the same thing, whenever it is in force, by its first day. */
export async function rulesFor(ctx: Context, matter: Matter): Promise<TaxRuleRow[]> {
  const { country, region, serviceClass, buyerType, leg } = matter;
  return ctx.db
    .select(ruleColumns)
    .from(taxRule)
    .where(
      and(
        eq(taxRule.country, country),
        eq(taxRule.region, region),
        eq(taxRule.serviceClass, serviceClass),
        buyerType === null ? isNull(taxRule.buyerType) : eq(taxRule.buyerType, buyerType),
        eq(taxRule.leg, leg),
      ),
    )
    .orderBy(sql`lower(${taxRule.effective})`)
    .limit(CERTIFICATES_LIMIT);
}

export type CertificateRow = Effective & {
  id: string;
  clientId: string;
  country: string;
  region: string;
  number: string;
  reason: string;
  fileName: string | null;
};

const certificateColumns = {
  id: exemptionCertificate.id,
  clientId: exemptionCertificate.clientId,
  country: exemptionCertificate.country,
  region: exemptionCertificate.region,
  number: exemptionCertificate.number,
  reason: exemptionCertificate.reason,
  fileName: storedFile.name,
  startsOn: sql<string>`lower(${exemptionCertificate.effective})::text`,
  endsOn: sql<string | null>`(upper(${exemptionCertificate.effective}) - 1)::text`,
};

const certificates = (ctx: Context) =>
  ctx.db
    .select(certificateColumns)
    .from(exemptionCertificate)
    .leftJoin(storedFile, eq(storedFile.id, exemptionCertificate.fileId));

/** The certificates of a client, the latest first; at most 200. */
export async function certificatesOf(ctx: Context, clientId: string): Promise<CertificateRow[]> {
  return certificates(ctx)
    .where(eq(exemptionCertificate.clientId, clientId))
    .orderBy(desc(sql`lower(${exemptionCertificate.effective})`), asc(exemptionCertificate.id))
    .limit(CERTIFICATES_LIMIT);
}

export async function certificateOf(ctx: Context, id: string): Promise<CertificateRow | null> {
  const [row] = await certificates(ctx).where(eq(exemptionCertificate.id, id));
  return row ?? null;
}

export type CertificateFile = { name: string; mediaType: string; content: Uint8Array };

/** The file of a certificate; null where none was handed in, or a wall stands before it. */
export async function certificateFile(ctx: Context, id: string): Promise<CertificateFile | null> {
  const [row] = await ctx.db
    .select({ name: storedFile.name, mediaType: storedFile.mediaType, content: storedFile.content })
    .from(exemptionCertificate)
    .innerJoin(storedFile, eq(storedFile.id, exemptionCertificate.fileId))
    .where(eq(exemptionCertificate.id, id));
  return row ?? null;
}
