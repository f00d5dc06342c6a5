import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import { policy, type Action } from '#app/platform/authorization/policy.ts';
import { roleNames, roles, type Role } from '#app/values/roles.ts';
import type { Actor, Condition, Subject } from '#app/platform/authorization/vocabulary.ts';

const matrixFile = path.resolve(import.meta.dirname, 'matrix.txt');
const actions = Object.keys(policy) as Action[];

const conditionOf = (action: Action, role: Role): string => {
  const row: Partial<Record<Role, Condition>> = policy[action];
  return row[role]?.name ?? 'no';
};

/** One line for each action and role, so that a change of one cell is a change of one line. */
function matrix(): string {
  const width = Math.max(...actions.map((action) => action.length));
  const roleWidth = Math.max(...roleNames.map((role) => role.length));
  const lines = actions.flatMap((action) =>
    roleNames.map(
      (role) => `${action.padEnd(width)}  ${role.padEnd(roleWidth)}  ${conditionOf(action, role)}`,
    ),
  );
  return `${lines.join('\n')}\n`;
}

test('who may do what is what the reviewed matrix says', () => {
  if (process.env['UPDATE_GOLDEN'] === '1' || !existsSync(matrixFile)) {
    expect(process.env['UPDATE_GOLDEN'], 'test/policy/matrix.txt is missing; UPDATE_GOLDEN=1 writes it').toBe(
      '1',
    );
    writeFileSync(matrixFile, matrix());
  }
  expect(matrix(), 'a permission changed; UPDATE_GOLDEN=1 takes it over, for review').toBe(
    readFileSync(matrixFile, 'utf8'),
  );
});

test('every condition has a name that the matrix can print', () => {
  const names = new Set(actions.flatMap((action) => roleNames.map((role) => conditionOf(action, role))));
  expect([...names].filter((name) => !/^[a-z][A-Za-z]*( and [a-z][A-Za-z]*)*$/.test(name))).toEqual([]);
});

const CLIENT = '11111111-1111-4111-8111-111111111111';
const SUPPLIER = '22222222-2222-4222-8222-222222222222';
const ELSEWHERE = '33333333-3333-4333-8333-333333333333';

function somebody(role: Role, over: Partial<Actor> = {}): Actor {
  const { side } = roles[role];
  return {
    accountId: `account of ${role}`,
    membershipId: 'membership',
    name: role,
    email: `${role}@people.example`,
    role,
    side,
    organizationId: 'organization',
    organizationName: 'organization',
    clientId: side === 'client' ? CLIENT : null,
    supplierId: side === 'supplier' ? SUPPLIER : null,
    workerId: role === 'worker' ? 'worker' : null,
    ...over,
  };
}

/** A thing in which this person has every part that could open a door. */
const allTheirs = (actor: Actor): Subject => ({
  clientId: CLIENT,
  supplierId: SUPPLIER,
  hiringManagerId: actor.accountId,
  workerId: actor.workerId,
  submittedBy: 'somebody else',
  createdBy: 'somebody else',
});

const allowed = (action: Action, change: (actor: Actor) => Subject) =>
  roleNames.filter((role) => {
    const actor = somebody(role);
    return mayDo(actor, action, change(actor));
  });

describe('separation of duties', () => {
  const decisions = ['requisition.approve', 'timesheet.approve', 'timesheet.reject'] as const;

  test.each(decisions)('nobody decides on what they handed in: %s', (action) => {
    expect(allowed(action, allTheirs).length).toBeGreaterThan(0);
    expect(allowed(action, (actor) => ({ ...allTheirs(actor), submittedBy: actor.accountId }))).toEqual([]);
  });

  test('nobody approves the need that they drafted', () => {
    expect(
      allowed('requisition.approve', (actor) => ({ ...allTheirs(actor), createdBy: actor.accountId })),
    ).toEqual([]);
  });

  test('no supplier approves a week or a need, and no client enters time', () => {
    const sideOf = (role: Role) => roles[role].side;
    for (const action of decisions) expect(allowed(action, allTheirs).map(sideOf)).not.toContain('supplier');
    expect(allowed('timesheet.enter', allTheirs).map(sideOf)).not.toContain('client');
    expect(allowed('timesheet.submit', allTheirs).map(sideOf)).not.toContain('client');
  });

  test('only the MSP’s finance and administrators bill', () => {
    expect(allowed('billing.run', allTheirs)).toEqual(['mspAdmin', 'mspFinance']);
  });
});

describe('what a role may never do', () => {
  test('an auditor reads and changes nothing', () => {
    // Their own password and second factor are theirs to change, as everybody's are.
    const auditors = actions.filter(
      (action) => conditionOf(action, 'auditor') !== 'no' && action !== 'account.keep',
    );
    expect(auditors.length).toBeGreaterThan(0);
    expect(auditors.filter((action) => !/\.(read\w*|budget)$/.test(action))).toEqual([]);
  });

  test('a worker sees no bill rate, no invoice, no spend and no candidate', () => {
    for (const action of [
      'rates.readBill',
      'invoice.read',
      'spend.read',
      'submittal.read',
      'requisition.read',
    ] as const)
      expect(conditionOf(action, 'worker')).toBe('no');
  });

  test('a client reads no pay rate unless it is published, a supplier no budget and no ledger', () => {
    for (const role of roleNames.filter((name) => roles[name].side === 'client'))
      expect(conditionOf('rates.readPay', role)).toBe('ifMyClient and ifPayIsPublished');
    for (const role of roleNames.filter((name) => roles[name].side === 'supplier')) {
      expect(conditionOf('requisition.budget', role)).toBe('no');
      expect(conditionOf('ledger.read', role)).toBe('no');
    }
  });
});

test.each(actions)('nobody of another client or another supplier may: %s', (action) => {
  const strangers = roleNames.filter((role) => roles[role].side !== 'msp');
  const foreign = (actor: Actor): Subject => ({
    ...allTheirs(actor),
    clientId: ELSEWHERE,
    supplierId: ELSEWHERE,
    workerId: 'another',
  });
  // Everybody reads their own mail, whoever's it is about, and what is known about themselves.
  if (action === 'mailbox.read' || action === 'privacy.readOwn') return;
  expect(allowed(action, foreign).filter((role) => strangers.includes(role))).toEqual([]);
});

test('a worker does nothing with a colleague’s week', () => {
  const worker = somebody('worker');
  for (const action of [
    'timesheet.read',
    'timesheet.enter',
    'timesheet.submit',
    'timesheet.recall',
  ] as const) {
    expect(mayDo(worker, action, { workerId: worker.workerId })).toBe(true);
    expect(mayDo(worker, action, { workerId: 'a colleague' })).toBe(false);
  }
});

test('a hiring manager decides on their own team’s weeks only', () => {
  const manager = somebody('hiringManager');
  const week = { clientId: CLIENT, submittedBy: 'a worker' };
  expect(mayDo(manager, 'timesheet.approve', { ...week, hiringManagerId: manager.accountId })).toBe(true);
  expect(mayDo(manager, 'timesheet.approve', { ...week, hiringManagerId: 'another manager' })).toBe(false);
});
