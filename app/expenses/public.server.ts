/** All that slices downstream may ask of expenses and miscellaneous charges. */
export { waitingCharges, waitingExpenses, waitingSheets } from './waiting.server.ts';
