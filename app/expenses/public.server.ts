/** All that slices downstream may ask of expenses and miscellaneous charges. */
export { makeDueChargesOf } from './due-charges.server.ts';
export { waitingCharges, waitingExpenses, waitingSheets } from './waiting.server.ts';
