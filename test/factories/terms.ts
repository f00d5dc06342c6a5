import { randomUUID } from 'node:crypto';
import { addCard } from '#app/programs/commands/add-card.server.ts';
import { cardForm } from '#app/programs/card-forms.ts';
import { makeAgreement } from '#app/suppliers/commands/make-agreement.server.ts';
import { agreementForm } from '#app/suppliers/forms.ts';
import type { SupplierName } from '../cast.ts';
import { BEGINNING, type World } from './program.ts';

/** What the MSP and a supplier agree, in the words that people type; in force from the beginning unless told otherwise. */
export const agreed = (world: World, supplier: SupplierName, typed: Record<string, unknown> = {}) =>
  world.does('admin', (ctx) =>
    makeAgreement(
      ctx,
      world.clientId,
      world.suppliers[supplier],
      agreementForm.parse({ id: randomUUID(), startsOn: BEGINNING, overtimeConvention: 'full', ...typed }),
    ),
  );

/** What somebody types into the form of a card of the world's one job. */
export const cardTyped = (typed: Record<string, unknown> = {}) =>
  cardForm.parse({ id: randomUUID(), direction: 'bill', currency: 'USD', startsOn: BEGINNING, ...typed });

export const carded = (world: World, typed: Record<string, unknown>) =>
  world.does('admin', (ctx) => addCard(ctx, world.clientId, world.jobId, cardTyped(typed)));
