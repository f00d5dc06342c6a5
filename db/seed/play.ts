import type { Applicant, Submittal } from './hiring.ts';
import type { Need, NeedPlan } from './needs.ts';
import type { Person } from './world.ts';

/** One need of today, from its draft on. */
export type Play = {
  by: Person;
  /** Department by its place in the program, and job by its place in the department. */
  at: [unit: number, job: number];
  /** Days ago that it was written down. */
  ago: number;
  positions?: number;
  weeks?: number;
  description: string;
  /** How far it comes. `step` gives the moments of it, in days since it was written down. */
  go: (plan: NeedPlan, step: (days: number) => Date) => void;
};

type Extras = { applicant?: Applicant; rateFactor?: string; note?: string };

/** Puts somebody forward with a résumé, by the supplier's short name. */
export type Put = (need: Need, supplierKey: string, at: Date, extras?: Extras) => Submittal;
