import { z } from 'zod';
import { isPlainDate } from '#app/values/week.ts';
import { assignment, type AssignmentStatus } from './lifecycle.ts';

/** A button and nothing else. */
export const pressForm = z.object({});

export const endForm = z.object({
  endsOn: z
    .string({ error: 'Enter the last day at work.' })
    .trim()
    .refine(isPlainDate, 'Enter a day of the calendar.'),
  reason: z
    .string({ error: 'Say why in a sentence; the other side reads it.' })
    .trim()
    .min(3, 'Say why in a sentence; the other side reads it.')
    .max(1000, 'Use at most 1,000 characters.'),
});
export type EndInput = z.output<typeof endForm>;

export const assignmentStatuses = Object.keys(assignment.moves) as [AssignmentStatus, ...AssignmentStatus[]];

export const listQuery = z.object({
  status: z.enum(assignmentStatuses).optional(),
  program: z.uuid().optional(),
  requisition: z.uuid().optional(),
  search: z.string().trim().max(80).optional(),
  after: z.uuid().optional(),
});
export type ListQuery = z.output<typeof listQuery>;
