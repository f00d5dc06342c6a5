import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { auditAnchor, organization } from '#db/schema/index.ts';
import { HEADS_IN_A_MAIL } from '#emails/trail-anchored.tsx';
import type { Context, Surroundings } from '#app/platform/context.server.ts';
import { readSigned, signText } from '#app/platform/crypto/field.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { asSystem } from '#app/platform/jobs/system-actor.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { appendAnchors } from './anchor-file.server.ts';
import { lineOf, signedText, type Anchor } from './anchor-lines.ts';
import { DEPLOYMENT_CHAIN } from './canonical.server.ts';
import { trailAnchored } from './events.ts';
import { sealTrail } from './seal.server.ts';

const PURPOSE = 'audit anchor';

/** What the deployment's own chain is called, beside those of programs. */
export const DEPLOYMENT_NAME = 'The deployment itself';

/** A signature without the text that it signs: `keyId.mac`. The key is not in the database. */
const signatureOf = (anchor: Omit<Anchor, 'signature'>): string => {
  const text = signedText(anchor);
  return signText(PURPOSE, text).slice(text.length + 1);
};

/** Whether an anchor is what this deployment signed. */
export const isSignedHere = (anchor: Anchor): boolean =>
  anchor.signature !== null && readSigned(PURPOSE, `${signedText(anchor)}.${anchor.signature}`) !== null;

/**
 * Seals what waits, then carries the head of every chain outside: into the file, into a mail to every auditor, and into a
 * table for whoever wants to see it.
 * @param by who asked, or the program's name
 */
export async function anchorTrail(surroundings: Surroundings, by: string, file: string): Promise<Anchor[]> {
  await sealTrail(surroundings);
  return asSystem(surroundings, async (ctx) => {
    const anchors = await signedHeads(ctx);
    if (anchors.length === 0) return [];
    await keepAnchors(ctx, anchors, by);
    await tellAuditors(ctx, anchors, by);
    // Last, and before the commit: a head in the file that the table does not have is still a true one.
    await appendAnchors(file, anchors);
    return anchors;
  });
}

async function signedHeads(ctx: Context): Promise<Anchor[]> {
  const heads = await ctx.db.execute<{
    chain: string;
    name: string | null;
    position: number;
    hash: string;
  }>(sql`
    select c.id as chain, c.name, h.position, encode(h.hash, 'hex') as hash
    from (select id, name from organization where side = 'client' union all select ${DEPLOYMENT_CHAIN}::uuid, null) c
    cross join lateral (select position, hash from event_seal s where s.chain = c.id order by position desc limit 1) h
    order by c.name nulls first`);
  const anchoring = randomUUID();
  const at = ctx.now.toISOString();
  return heads.map(({ chain, name, position, hash }) => {
    const anchor = {
      muster: 'anchor 1' as const,
      ...{ anchoring, chain, name: name ?? DEPLOYMENT_NAME, position, hash, at },
    };
    return { ...anchor, signature: signatureOf(anchor) };
  });
}

async function keepAnchors(ctx: Context, anchors: Anchor[], by: string): Promise<void> {
  await ctx.db.insert(auditAnchor).values(
    anchors.map(({ anchoring, chain, position, hash, signature }) => ({
      anchoringId: anchoring,
      ...{ chain, position, signature },
      hash: Buffer.from(hash, 'hex'),
      anchoredAt: ctx.now,
      anchoredByName: by,
    })),
  );
  await recordEvent(
    ctx,
    trailAnchored({
      subjectId: anchors[0]?.anchoring ?? randomUUID(),
      facts: {
        chains: anchors.length,
        events: anchors.reduce((sum, { position }) => sum + position, 0),
      },
    }),
  );
}

async function tellAuditors(ctx: Context, anchors: Anchor[], by: string): Promise<void> {
  const offices = await ctx.db
    .select({ id: organization.id })
    .from(organization)
    .where(eq(organization.side, 'msp'));
  const shown = anchors.slice(0, HEADS_IN_A_MAIL);
  for (const { id } of offices)
    await queueMail(
      ctx,
      {
        kind: 'trailAnchored',
        props: {
          at: `${ctx.now.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
          by,
          heads: shown.map(({ name, position }) => `${name}: ${position.toLocaleString('en')} events`),
          lines: shown.map(lineOf),
          more: anchors.length - shown.length,
          link: `${ctx.baseUrl}/audit/chains`,
        },
      },
      { organizationId: id, roles: ['auditor'] },
    );
}
