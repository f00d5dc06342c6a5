import { Badge } from '#app/ui/status.tsx';

/** Whether a message went out, waits for another try, or stays here because there is no mail server. */
export function Delivery({ sentAt, lastError }: { sentAt: Date | null; lastError: string | null }) {
  if (sentAt) return <Badge tone="done">sent</Badge>;
  return lastError ? <Badge tone="attention">not sent yet</Badge> : <Badge>kept here</Badge>;
}
