/** How people call an assignment: `A-301`. */
export const assignmentRef = (number: number): string => `A-${number}`;
