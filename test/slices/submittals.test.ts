import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { strToU8 } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { acceptOffer } from '#app/assignments/commands/accept-offer.server.ts';
import { declineOffer } from '#app/submittals/commands/decline-offer.server.ts';
import { extendOffer } from '#app/submittals/commands/extend-offer.server.ts';
import { presentCandidate } from '#app/submittals/commands/present-candidate.server.ts';
import { rejectCandidate } from '#app/submittals/commands/reject-candidate.server.ts';
import { rescindOffer } from '#app/submittals/commands/rescind-offer.server.ts';
import { shortlistCandidate } from '#app/submittals/commands/shortlist-candidate.server.ts';
import { submitCandidate } from '#app/submittals/commands/submit-candidate.server.ts';
import { withdrawCandidate } from '#app/submittals/commands/withdraw-candidate.server.ts';
import { expireOffers } from '#app/submittals/jobs.server.ts';
import { offerOf } from '#app/submittals/offers.server.ts';
import {
  behindTheScenes,
  payOfSubmittal,
  resumeOf,
  samePersonElsewhere,
  submittalOf,
  submittalsForNeed,
} from '#app/submittals/queries.server.ts';
import { waitingOffers, waitingSubmittals } from '#app/submittals/waiting.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { inWords } from '#test/factories/acts.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import {
  candidateTyped,
  extendedOffer,
  offerTyped,
  openNeed,
  presentedCandidate,
} from '#test/factories/story.ts';

let world: World;
beforeAll(async () => {
  world = await aProgram();
});

type Answer = { ok: boolean; refusal?: Parameters<typeof inWords>[0] };
const told = (answer: Answer) => (answer.ok || !answer.refusal ? 'ok' : inWords(answer.refusal));

describe('submitting a candidate', () => {
  test('the client sees nobody before the MSP presented them, and never the pay rate', async () => {
    const { requisitionId } = await openNeed(world);
    const { id } = await world.does('recruiter', (ctx) =>
      submitCandidate(ctx, requisitionId, candidateTyped()),
    );
    expect(await world.reads('ana', (ctx) => submittalOf(ctx, id))).toBeNull();
    expect(await world.reads('ana', (ctx) => timelineOf(ctx, [id]))).toEqual([]);

    await world.does('coordinator', (ctx) => presentCandidate(ctx, id));
    expect((await world.reads('ana', (ctx) => submittalOf(ctx, id)))?.candidateName).toBe('Luis Ortiz');
    expect(await world.reads('ana', (ctx) => behindTheScenes(ctx, id))).toBeNull();
    expect((await world.reads('recruiter', (ctx) => behindTheScenes(ctx, id)))?.email).toBeTruthy();
    const row = { id, clientId: world.clientId };
    expect((await world.reads('recruiter', (ctx) => payOfSubmittal(ctx, row)))?.rate).toBe('60.0000');
    expect(await world.reads('ana', (ctx) => payOfSubmittal(ctx, row))).toBeNull();
    const mails = await world.rows(
      sql`select kind from mail where to_account_id = ${world.people.ana.accountId} and props->>'link' like ${`%${id}`}`,
    );
    expect(mails).toEqual([{ kind: 'candidatePresented' }]);
  });

  test('a rate above the maximum is refused with the figure, and nothing is kept', async () => {
    const { requisitionId } = await openNeed(world, { maxRate: '92' });
    const input = candidateTyped({ bill: '92.01', email: 'above.card@people.example' });
    const answer = await world.act('recruiter', (ctx) => submitCandidate(ctx, requisitionId, input));
    expect(told(answer)).toBe('invalid: billRate: The card allows at most 92.00 for this job.');
    expect(await world.rows(sql`select from candidate where email = 'above.card@people.example'`)).toEqual(
      [],
    );
  });

  test('one person is in the running once, however the firm enters them', async () => {
    const { requisitionId } = await openNeed(world);
    const input = candidateTyped({ email: 'twice@people.example' });
    const first = await world.does('recruiter', (ctx) => submitCandidate(ctx, requisitionId, input));
    const again = { ...input, id: randomUUID(), email: 'Twice+again@people.example' };
    expect(told(await world.act('recruiter', (ctx) => submitCandidate(ctx, requisitionId, again)))).toContain(
      'is among your candidates already',
    );
    const chosen = { ...again, name: undefined, email: undefined, candidateId: first.candidateId };
    expect(told(await world.act('recruiter', (ctx) => submitCandidate(ctx, requisitionId, chosen)))).toBe(
      'invalid: candidateId: Luis Ortiz is in the running for this job already.',
    );
    await world.does('recruiter', (ctx) => withdrawCandidate(ctx, first.id, { reason: 'Another job.' }));
    expect(told(await world.act('recruiter', (ctx) => submitCandidate(ctx, requisitionId, chosen)))).toBe(
      'ok',
    );
  });

  test('two presses at once make one submittal, and both say it is done', async () => {
    const { requisitionId } = await openNeed(world);
    const input = candidateTyped();
    const press = () => world.act('recruiter', (ctx) => submitCandidate(ctx, requisitionId, input));
    const answers = await Promise.all([press(), press()]);
    expect(answers.map(told)).toEqual(['ok', 'ok']);
    expect(
      await world.rows(sql`select id from submittal where requisition_id = ${requisitionId}`),
    ).toHaveLength(1);
  });

  test('a firm may have five in the running, also when two people of it press at once', async () => {
    const { requisitionId } = await openNeed(world);
    for (let count = 0; count < 4; count += 1)
      await world.does('recruiter', (ctx) => submitCandidate(ctx, requisitionId, candidateTyped()));
    const answers = await Promise.all(
      (['recruiter', 'supplierAdmin'] as const).map((who) =>
        world.act(who, (ctx) => submitCandidate(ctx, requisitionId, candidateTyped())),
      ),
    );
    expect(answers.map(told).sort()).toEqual([
      'invalid: form: This program takes 5 candidates a firm for one job. Withdraw one to submit another.',
      'ok',
    ]);
  });

  test('what was not released to a firm is not there for it', async () => {
    const { requisitionId } = await openNeed(world, { releasedTo: ['cobalt'] });
    const answer = await world.act('juniperRecruiter', (ctx) =>
      submitCandidate(ctx, requisitionId, candidateTyped()),
    );
    expect(told(answer)).toBe('missing');
  });

  test('a program without screening shows the candidate at once, in the name of nobody', async () => {
    const direct = await aProgram({ screens: false });
    const { requisitionId } = await openNeed(direct);
    const row = await direct.does('recruiter', (ctx) =>
      submitCandidate(ctx, requisitionId, candidateTyped()),
    );
    expect(row.status).toBe('presented');
    const [news] = await direct.reads('ana', (ctx) => timelineOf(ctx, [row.id]));
    expect(news).toMatchObject({ who: 'Muster, Muster' });
  });

  test('a résumé is kept with the candidate; a picture is refused at the field', async () => {
    const { requisitionId } = await openNeed(world);
    const picture = new File([Uint8Array.from([0x89, 0x50, 0x4e, 0x47])], 'resume.pdf');
    const typed = candidateTyped();
    const refused = await world.act('recruiter', (ctx) =>
      submitCandidate(ctx, requisitionId, { ...typed, resume: picture }),
    );
    expect(told(refused)).toContain('invalid: resume: This is not a PDF or Word (DOCX) file');

    const resume = new File([strToU8('%PDF-1.7\n%%EOF')], 'Luis Ortiz.pdf');
    const { id } = await world.does('recruiter', (ctx) =>
      submitCandidate(ctx, requisitionId, { ...typed, resume }),
    );
    expect(await world.reads('ana', (ctx) => resumeOf(ctx, id))).toBeNull();
    await world.does('coordinator', (ctx) => presentCandidate(ctx, id));
    expect(await world.reads('ana', (ctx) => resumeOf(ctx, id))).toMatchObject({ name: 'Luis Ortiz.pdf' });
    expect(await world.reads('juniperRecruiter', (ctx) => resumeOf(ctx, id))).toBeNull();
  });

  test('the same person from two firms is seen by the MSP alone', async () => {
    const { requisitionId } = await openNeed(world, { releasedTo: ['cobalt', 'juniper'] });
    const email = 'wanted@people.example';
    const ours = await world.does('recruiter', (ctx) =>
      submitCandidate(ctx, requisitionId, candidateTyped({ email })),
    );
    await world.does('juniperRecruiter', (ctx) =>
      submitCandidate(ctx, requisitionId, candidateTyped({ email: 'WANTED+2@people.example' })),
    );
    const found = await world.reads('coordinator', (ctx) => samePersonElsewhere(ctx, [ours.id]));
    expect(found[ours.id]).toEqual([`Juniper Talent ${world.code}`]);
    const [item] = (await world.reads('coordinator', waitingSubmittals)).filter(({ key }) =>
      key.endsWith(ours.id),
    );
    expect(item?.unusual[0]).toContain('the same person was also submitted by Juniper');
    for (const who of ['ana', 'recruiter'] as const)
      expect(await world.reads(who, (ctx) => samePersonElsewhere(ctx, [ours.id]))).toEqual({});
    expect(await world.reads('recruiter', (ctx) => submittalsForNeed(ctx, requisitionId))).toHaveLength(1);
  });
});

describe('deciding on a candidate', () => {
  test('another manager of the client may not', async () => {
    const { requisitionId } = await openNeed(world);
    const { submittalId } = await presentedCandidate(world, requisitionId);
    await expect(
      world.act('otherManager', (ctx) => rejectCandidate(ctx, submittalId, { reason: 'Not for us.' })),
    ).rejects.toThrow('not yours');
  });

  test('a second press says what already happened', async () => {
    const { requisitionId } = await openNeed(world);
    const { submittalId } = await presentedCandidate(world, requisitionId);
    expect(told(await world.act('coordinator', (ctx) => presentCandidate(ctx, submittalId)))).toBe(
      'stale: This is presented already.',
    );
    await world.does('ana', (ctx) => shortlistCandidate(ctx, submittalId));
    expect(told(await world.act('ana', (ctx) => shortlistCandidate(ctx, submittalId)))).toBe(
      'stale: This is shortlisted already.',
    );
  });

  test('whom the MSP did not present, the client never hears of', async () => {
    const { requisitionId } = await openNeed(world);
    const { id } = await world.does('recruiter', (ctx) =>
      submitCandidate(ctx, requisitionId, candidateTyped()),
    );
    await world.does('coordinator', (ctx) => rejectCandidate(ctx, id, { reason: 'No license.' }));
    expect(await world.reads('ana', (ctx) => timelineOf(ctx, [id]))).toEqual([]);
    const [news] = await world.reads('recruiter', (ctx) => timelineOf(ctx, [id]));
    expect(news).toMatchObject({ text: 'did not present the candidate', reason: 'No license.' });
  });
});

describe('an offer', () => {
  test('there are never more offers out than positions, also when two are made at once', async () => {
    const { requisitionId } = await openNeed(world);
    const one = await presentedCandidate(world, requisitionId);
    const two = await presentedCandidate(world, requisitionId);
    const answers = await Promise.all(
      [one, two].map(({ submittalId }) =>
        world.act('ana', (ctx) => extendOffer(ctx, submittalId, offerTyped(world))),
      ),
    );
    expect(answers.map(told).sort()).toEqual([
      'invalid: form: The one position is filled or offered already. Take an offer back before you make another.',
      'ok',
    ]);
  });

  test('declined, it sends the candidate back among those presented, and makes room for another offer', async () => {
    const { requisitionId } = await openNeed(world);
    const { submittalId } = await presentedCandidate(world, requisitionId);
    const { offerId } = await extendedOffer(world, submittalId);
    expect((await world.reads('recruiter', waitingOffers)).map(({ key }) => key)).toContain(
      `offer-${offerId}`,
    );
    await world.does('recruiter', (ctx) => declineOffer(ctx, offerId, { reason: 'The rate.' }));
    expect((await world.reads('ana', (ctx) => submittalOf(ctx, submittalId)))?.status).toBe('presented');
    expect(told(await world.act('recruiter', (ctx) => acceptOffer(ctx, offerId)))).toBe(
      'stale: This offer is declined already.',
    );
    const again = await extendedOffer(world, submittalId, { bill: '90' });
    await world.does('ana', (ctx) => rescindOffer(ctx, again.offerId, { reason: 'The budget is gone.' }));
    expect((await world.reads('recruiter', (ctx) => offerOf(ctx, again.offerId)))?.status).toBe('rescinded');
  });

  test('nobody answers after its last day, and the night ends it', async () => {
    const own = await aProgram();
    const { requisitionId } = await openNeed(own);
    const { submittalId } = await presentedCandidate(own, requisitionId);
    const { offerId } = await extendedOffer(own, submittalId);
    own.on('2026-03-10');
    expect(told(await own.act('recruiter', (ctx) => acceptOffer(ctx, offerId)))).toBe(
      'stale: This offer was open until 9 Mar 2026. Ask for a new one.',
    );
    await expireOffers.run({ ...own.surroundings(), config: {} as never }, {});
    expect((await own.reads('ana', (ctx) => offerOf(ctx, offerId)))?.status).toBe('expired');
    expect((await own.reads('ana', (ctx) => submittalOf(ctx, submittalId)))?.status).toBe('presented');
  });

  test('withdrawn candidates take their offer with them', async () => {
    const { requisitionId } = await openNeed(world);
    const { submittalId } = await presentedCandidate(world, requisitionId);
    const { offerId } = await extendedOffer(world, submittalId);
    await world.does('recruiter', (ctx) =>
      withdrawCandidate(ctx, submittalId, { reason: 'Took another job.' }),
    );
    expect((await world.reads('ana', (ctx) => offerOf(ctx, offerId)))?.status).toBe('declined');
  });
});
