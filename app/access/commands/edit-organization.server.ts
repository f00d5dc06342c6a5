import { eq } from 'drizzle-orm';
import { organization } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { changedFields } from '#app/values/event.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { organizationEdited } from '../events.ts';
import type { OrganizationInput } from '../forms.ts';
import { ownOrganization } from '../queries.server.ts';

/** Changes how the program office is named and where it sits. Documents that were issued keep what they said. */
export async function editOrganization(
  ctx: Context,
  input: OrganizationInput,
): Promise<Result<{ name: string }>> {
  const own = await ownOrganization(ctx);
  if (!own) return missing();
  authorize(ctx, 'program.configure');
  const { name, legalName, address, taxId } = input;
  const addressLines = address
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const now = { name, legalName, addressLines, taxId: taxId ?? null };
  await ctx.db.update(organization).set(now).where(eq(organization.id, own.id));
  await recordEvent(
    ctx,
    organizationEdited({ subjectId: own.id, facts: { changed: changedFields(own, now) } }),
  );
  return ok({ name });
}
