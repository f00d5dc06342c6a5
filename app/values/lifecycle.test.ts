import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  defineLifecycle,
  diagramOf,
  next,
  type StatusOf,
  statusesBefore,
  transitionsOf,
  type VerbOf,
  verbsFrom,
} from './lifecycle.ts';

const week = defineLifecycle('timesheet', {
  draft: { submit: 'submitted' },
  submitted: { approve: 'approved', reject: 'draft', recall: 'draft' },
  approved: {},
});

describe('a lifecycle', () => {
  test('says where a verb leads, and nothing where it is not allowed', () => {
    expect(next(week, 'submitted', 'approve')).toBe('approved');
    expect(next(week, 'draft', 'approve')).toBeUndefined();
    expect(next(week, 'approved', 'submit')).toBeUndefined();
    expect(next(week, 'no such status', 'submit')).toBeUndefined();
  });

  test('says which verbs a status knows and from where a verb may be said', () => {
    expect(verbsFrom(week, 'submitted')).toEqual(['approve', 'reject', 'recall']);
    expect(verbsFrom(week, 'approved')).toEqual([]);
    expect(verbsFrom(week, 'no such status')).toEqual([]);
    expect(statusesBefore(week, 'recall')).toEqual(['submitted']);
    expect(statusesBefore(week, 'no such verb')).toEqual([]);
  });

  test('lists every legal move for the database to be compared with', () => {
    expect(transitionsOf(week)).toEqual([
      { from: 'draft', verb: 'submit', to: 'submitted' },
      { from: 'submitted', verb: 'approve', to: 'approved' },
      { from: 'submitted', verb: 'reject', to: 'draft' },
      { from: 'submitted', verb: 'recall', to: 'draft' },
    ]);
  });

  test('draws itself', () => {
    expect(diagramOf(week).split('\n')).toEqual([
      'stateDiagram-v2',
      '  draft --> submitted: submit',
      '  submitted --> approved: approve',
      '  submitted --> draft: reject',
      '  submitted --> draft: recall',
    ]);
  });

  test('is kept in the table of its own name unless it says otherwise', () => {
    expect(week.table).toBe('timesheet');
    expect(defineLifecycle('selfBill', { issued: {} }, 'self_bill')).toMatchObject({
      thing: 'selfBill',
      table: 'self_bill',
    });
  });

  test('must list every status that a verb leads to', () => {
    expect(() => defineLifecycle('offer', { draft: { extend: 'extended' } })).toThrow(
      'offer: draft –extend→ extended, which is not a status',
    );
  });

  test('gives its statuses and verbs as types', () => {
    expectTypeOf<StatusOf<typeof week>>().toEqualTypeOf<'draft' | 'submitted' | 'approved'>();
    expectTypeOf<VerbOf<typeof week>>().toEqualTypeOf<'submit' | 'approve' | 'reject' | 'recall'>();
  });
});
