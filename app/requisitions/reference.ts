/** How people call a requisition: `1001` → `R-1001`. */
export const requisitionRef = (number: number): string => `R-${number}`;

/**
 * The number in what a person typed into a search: `R-1001`, `r1001`, `1001`.
 * @returns null where it is no reference
 */
export function numberInReference(text: string): number | null {
  const [, digits] = /^\s*(?:r\s*-?\s*)?(\d{1,9})\s*$/i.exec(text) ?? [];
  return digits === undefined ? null : Number(digits);
}
