import { abilities } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';

export type MoneyPlaces = { payments: boolean; receipts: boolean; remittances: boolean; bank: boolean };

/** Which pages of this slice the actor may open. */
export function placesOf(ctx: Context): MoneyPlaces {
  const can = abilities(ctx, {}, ['payment.read', 'receipt.read', 'remittance.read', 'bank.read']);
  return {
    payments: can['payment.read'],
    receipts: can['receipt.read'],
    remittances: can['remittance.read'],
    bank: can['bank.read'],
  };
}
