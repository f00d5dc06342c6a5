/** Noon in New York and morning in California: on that date the whole country has the same day. */
export const atNoon = (date: string): Date => new Date(`${date}T17:00:00Z`);
