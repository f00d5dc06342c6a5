import { defineEvent } from '#app/values/event.ts';
import { shortHash } from './words.ts';

/** News of the trail itself, of who looked at it, and of what runs here. None of it is for the other sides. */
export const trailAnchored = defineEvent<{ chains: number; events: number }>(
  'trail.anchored',
  [],
  ({ chains, events }) =>
    `carried the heads of ${chains} ${chains === 1 ? 'chain' : 'chains'} outside, ${events.toLocaleString('en')} events in all`,
);

export const anchoringAsked = defineEvent<Record<string, never>>(
  'trail.anchoringAsked',
  [],
  () => 'asked for the heads of the trail to be anchored',
);

export const accessReviewed = defineEvent<{
  of: string;
  reviewedOn: string;
  people: number;
  memberships: number;
}>(
  'accessReview.done',
  [],
  ({ of, people, memberships }) =>
    `reviewed who may do what in ${of}: ${people} people, ${memberships} memberships`,
);

export const deploymentStarted = defineEvent<{ version: string; build: string; before: string | null }>(
  'deployment.started',
  [],
  ({ version, build }) => `started version ${version}, build ${shortHash(build)}`,
);
