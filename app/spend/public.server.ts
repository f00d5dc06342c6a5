/** What slices downstream may ask of spend: the figures of the dashboard, whose they are, and where they are kept. */
export { isNarrowed, monthsAsked, namesOf } from './dashboard.server.ts';
export { linesQuery, spendLink, type LinesQuery, type SpendFilters, type SpendView } from './forms.ts';
export { sumBehind } from './lines.server.ts';
export { firstDayOf, lastDayOf, monthsOf, windowOf, type Months } from './months.ts';
export { coverageOf, spendChoices } from './queries.server.ts';
export { formatMonths } from './says.ts';
export {
  filterWhere,
  inMonths,
  scopeOf,
  scopeWhere,
  spendDocuments,
  type SpendScope,
} from './scope.server.ts';
