/** How a membership stands: it may be in force and still let nobody in, because the account is disabled. */
export function standingOf({
  endedAt,
  disabledAt,
}: {
  endedAt: Date | string | null;
  disabledAt: Date | string | null;
}): 'active' | 'ended' | 'disabled' {
  if (endedAt) return 'ended';
  return disabledAt ? 'disabled' : 'active';
}
