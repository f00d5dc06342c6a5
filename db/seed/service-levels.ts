import { addServiceLevel } from '#app/scorecards/commands/add-level.server.ts';
import { agreeServiceTerms } from '#app/scorecards/commands/agree-terms.server.ts';
import { answerLevel } from '#app/scorecards/commands/answer-level.server.ts';
import { beginReview } from '#app/scorecards/commands/begin-review.server.ts';
import { claimRelief } from '#app/scorecards/commands/claim-relief.server.ts';
import { computeScorecard } from '#app/scorecards/commands/compute-scorecard.server.ts';
import { enterValue } from '#app/scorecards/commands/enter-value.server.ts';
import { freezeScorecard } from '#app/scorecards/commands/freeze-scorecard.server.ts';
import { sendScorecard } from '#app/scorecards/commands/send-scorecard.server.ts';
import type { LevelInput, TermsInput } from '#app/scorecards/forms.ts';
import { levelsOfScorecard } from '#app/scorecards/queries.server.ts';
import { addMonths } from '#app/values/month.ts';
import { addDays } from '#app/values/week.ts';
import type { Db } from '#db/connection.ts';
import { contextOf, mustSucceed } from './act-as.ts';
import type { Program } from './programs.ts';
import { instant, personOf, type World } from './world.ts';
import { writeEventsUntil } from './write-events.ts';

type Promised = Pick<LevelInput, 'name' | 'measure' | 'expected' | 'minimum' | 'weightPercent'> &
  Partial<LevelInput>;

const promised: Promised[] = [
  {
    ...{ name: 'Time to submit', measure: 'entered', expected: '95', minimum: '90' },
    ...{ weightPercent: '0.3', earnBackMonths: 3 },
  },
  { name: 'Fill rate', measure: 'entered', expected: '92', minimum: '88', weightPercent: '0.25' },
  {
    ...{ name: 'Invoice accuracy', measure: 'invoice_accuracy', expected: '98', minimum: '95' },
    weightPercent: '0.25',
  },
  {
    ...{ name: 'Timesheet approval', measure: 'timesheet_approval', expected: '95', minimum: '80' },
    ...{ weightPercent: '0.1', withinDays: 3 },
  },
  {
    ...{ name: 'Rate card compliance', measure: 'rate_compliance', expected: '98', minimum: '95' },
    ...{ weightPercent: '0.1', nMin: 1 },
  },
];

const started = (world: World) => addMonths(world.programsSince, 1);

/** Both clients are promised the same; Halden's suppliers bear the fee, so its credit is a note of the MSP's. */
export async function agreeOnServiceLevels(tx: Db, world: World, programs: Program[]): Promise<void> {
  const at = instant(addDays(world.programsSince, 2), 17);
  await writeEventsUntil(tx, world, at);
  const admin = contextOf(tx, personOf(world, 'admin@northgate'), at);
  const startsOn = started(world);
  for (const { clientId, key } of programs) {
    const terms: TermsInput = {
      missRule: 'steps',
      settledBy: key === 'halden' ? 'credit_note' : 'fee_invoice',
      ...{ atRiskPercent: '0.1', secondMultiplier: '1.5', thirdMultiplier: '2' },
      ...{ weightsMayExceed: false, reviewDay: 8, answerDay: 13, startsOn },
    };
    mustSucceed('The terms of service credits', await agreeServiceTerms(admin, clientId, terms));
    for (const level of promised) {
      const added: LevelInput = {
        verb: 'add',
        unit: 'percent',
        direction: 'higher',
        ...{ id: world.random.id(at), nMin: 10, startsOn },
        ...level,
      };
      mustSucceed(`The level ${level.name}`, await addServiceLevel(admin, clientId, added));
    }
  }
}

/** Each has a frozen month, whose credit waits for the next document, and Brightwater one under review. */
export async function playScorecards(tx: Db, world: World, programs: Program[]): Promise<void> {
  const thisMonth = `${world.today.slice(0, 7)}-01`;
  const play = new Play(tx, world);
  for (const { key, clientId } of programs) {
    const before = addMonths(thisMonth, -2);
    const last = addMonths(thisMonth, -1);
    const id = await play.review(clientId, before, '93');
    await play.send(id, before);
    await play.answerAll(id, before, `finance@${key}`);
    await play.freeze(id, before);
    if (key === 'brightwater') await play.claim(await play.review(clientId, last, '88'), last);
  }
}

class Play {
  constructor(
    private readonly tx: Db,
    private readonly world: World,
  ) {}

  private as(who: string, month: string, day: number) {
    const on = addDays(addMonths(month, 1), day - 1);
    const { now } = this.world;
    const at = instant(on, 16);
    return contextOf(this.tx, personOf(this.world, who), at < now ? at : now);
  }

  async review(clientId: string, month: string, timeToSubmit: string): Promise<string> {
    const ctx = this.as('coordinator@northgate', month, 3);
    const card = mustSucceed('The count', await computeScorecard(ctx, { program: clientId, month }));
    mustSucceed('The review', await beginReview(ctx, card.id));
    const values = new Map([
      ['Time to submit', timeToSubmit],
      ['Fill rate', '94'],
    ]);
    for (const { name, serviceLevelId } of await levelsOfScorecard(ctx, card.id)) {
      const value = values.get(name);
      if (!value) continue;
      const note = 'From the weekly report of open requisitions.';
      const entered = { verb: 'enter' as const, value, counted: 40, note };
      mustSucceed('The value', await enterValue(ctx, card.id, serviceLevelId, entered));
    }
    return card.id;
  }

  async claim(id: string, month: string): Promise<void> {
    const ctx = this.as('coordinator@northgate', month, 5);
    const level = (await levelsOfScorecard(ctx, id)).find(({ name }) => name === 'Time to submit');
    const claim = {
      ...{ verb: 'claim' as const, kind: 'client_caused' as const },
      reason: 'The interview panel was away for the turbine outage, and asked us to hold candidates back.',
    };
    mustSucceed('The claim', await claimRelief(ctx, id, level?.serviceLevelId ?? '', claim));
  }

  async send(id: string, month: string): Promise<void> {
    mustSucceed('The sending', await sendScorecard(this.as('coordinator@northgate', month, 7), id));
  }

  async answerAll(id: string, month: string, who: string): Promise<void> {
    const ctx = this.as(who, month, 10);
    for (const { serviceLevelId } of await levelsOfScorecard(ctx, id))
      mustSucceed('The answer', await answerLevel(ctx, id, serviceLevelId, { verb: 'accept' }));
  }

  async freeze(id: string, month: string): Promise<void> {
    mustSucceed('The freezing', await freezeScorecard(this.as('finance@northgate', month, 12), id));
  }
}
