/** Longer names, deeper paths and larger places in a list than any form of the product has. */
const MAX_NAME = 200;
const MAX_DEPTH = 8;
const MAX_PLACE = 999;

/**
 * Whether a field's name, read as a path such as `splits[0].percent`, would make more than a form: a list with a hole
 * of a million places, a path without end, or a property that every object has.
 */
export function unsafeField(name: string): boolean {
  if (name.length > MAX_NAME) return true;
  const steps = name.split(/[.[\]]+/).filter(Boolean);
  if (steps.length > MAX_DEPTH) return true;
  return steps.some(
    (step) =>
      (/^\d+$/.test(step) && Number(step) > MAX_PLACE) ||
      ['__proto__', 'prototype', 'constructor'].includes(step),
  );
}
