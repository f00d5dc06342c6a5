/** All that slices downstream may ask of expenses and miscellaneous charges. */
export { waitingExpenses } from './waiting.server.ts';
