import type { ApprovalKind } from '#app/values/approval-kinds.ts';
import type { Role, Side } from '#app/values/roles.ts';

/** Who acts: a person in one membership. Jobs act as the membership that asked for them. */
export type Actor = {
  accountId: string;
  membershipId: string;
  name: string;
  email: string;
  role: Role;
  side: Side;
  organizationId: string;
  organizationName: string;
  /** Set on the client side: the program that is theirs. */
  clientId: string | null;
  /** Set on the supplier side. */
  supplierId: string | null;
  /** Set for a worker who signs in for their own time. */
  workerId: string | null;
  /** Whether this person may act as somebody else too, and so is offered the change. */
  hasOtherMemberships?: boolean;
  /** The session that they act in; jobs and commands outside of a browser have none. */
  session?: {
    id: string;
    /** When they last proved who they are. */
    provenAt: Date;
    secondFactor: 'totp' | 'passkey' | 'recovery' | 'sso' | null;
  };
  /** In whose place this person acts: a delegate's delegator. Both names stand in the trail. */
  onBehalfOf?: { accountId: string; name: string } | null;
  /** Set while the program office looks on as this person: who really looks, and since when. Nothing may be changed then. */
  viewingAs?: Viewer | null;
  /** Whose approvals this person may take too, now. Read anew with every transaction. */
  standsInFor?: StandIn[];
};

/** Who looks at somebody's pages as they see them. */
export type Viewer = {
  accountId: string;
  membershipId: string;
  name: string;
  organizationName: string;
  since: Date;
};

/** Somebody who is stood in for: what they act as, and the approvals that they gave. */
export type StandIn = { accountId: string; name: string; role: Role; kinds: ApprovalKind[]; until: string };

/** What the policy may look at on the thing acted upon. A row carries what it has. */
export type Subject = {
  clientId?: string | null;
  supplierId?: string | null;
  hiringManagerId?: string | null;
  /** Who handed it in: the requester of an approval, the submitter of a week. */
  submittedBy?: string | null;
  createdBy?: string | null;
  workerId?: string | null;
  /** Whose account or membership it is. */
  accountId?: string | null;
  /** What the program publishes; absent is not published. The walls hold it too. */
  publishesPay?: boolean;
  publishesClientFee?: boolean;
};

export type Condition = (actor: Actor, subject: Subject) => boolean;
export type Policy = Record<string, Partial<Record<Role, Condition>>>;

/** Gives a condition its name, which is what the golden policy matrix prints. */
const named = (name: string, condition: Condition): Condition =>
  Object.defineProperty(condition, 'name', { value: name });

export const always = named('always', () => true);
export const ifMyClient = named(
  'ifMyClient',
  (actor, subject) => actor.clientId !== null && actor.clientId === (subject.clientId ?? actor.clientId),
);
export const ifMySupplier = named(
  'ifMySupplier',
  (actor, subject) =>
    actor.supplierId !== null && actor.supplierId === (subject.supplierId ?? actor.supplierId),
);
/** Whose part somebody acts in: their own, or that of whom they stand in for. */
export const accountInCharge = ({ accountId, onBehalfOf }: Pick<Actor, 'accountId' | 'onBehalfOf'>): string =>
  onBehalfOf?.accountId ?? accountId;

/** The hiring manager of the thing, or whoever drafted it. */
export const ifMyTeam = named(
  'ifMyTeam',
  (actor, subject) =>
    subject.hiringManagerId === accountInCharge(actor) || subject.createdBy === accountInCharge(actor),
);
export const ifOwn = named(
  'ifOwn',
  (actor, subject) => actor.workerId !== null && actor.workerId === (subject.workerId ?? actor.workerId),
);
export const ifIRequested = named(
  'ifIRequested',
  (actor, subject) => subject.createdBy === actor.accountId || subject.submittedBy === actor.accountId,
);
export const ifPayIsPublished = named('ifPayIsPublished', (_actor, subject) => subject.publishesPay === true);
export const ifClientFeeIsPublished = named(
  'ifClientFeeIsPublished',
  (_actor, subject) => subject.publishesClientFee === true,
);
/**
 * Separation of duties: nobody decides on what they handed in or drafted, nor on what the person did whom they stand in
 * for: whoever decides in another's place counts as both.
 */
export const unlessMine = named('unlessMine', ({ accountId, onBehalfOf }, { submittedBy, createdBy }) =>
  [accountId, onBehalfOf?.accountId]
    .filter(Boolean)
    .every((account) => submittedBy !== account && createdBy !== account),
);

/** One's own account, password, second factors and sessions. */
export const ifMyself = named('ifMyself', (actor, subject) => subject.accountId === actor.accountId);
/** Nobody gives themselves a role, takes one from themselves, or looks on as themselves. */
export const unlessMyself = named('unlessMyself', (actor, subject) => subject.accountId !== actor.accountId);

export function all(...conditions: Condition[]): Condition {
  return named(conditions.map((condition) => condition.name).join(' and '), (actor, subject) =>
    conditions.every((condition) => condition(actor, subject)),
  );
}

export const definePolicy = <T extends Policy>(table: T): T => table;
