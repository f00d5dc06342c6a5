import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { fileResponse } from '#app/platform/files/store.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { resumeOf, submittalOf } from '../queries.server.ts';

/** The résumé as a download, for whoever sees the candidate. */
export const loader = file(async (ctx, { params }) => {
  const row = found(await submittalOf(ctx, idParam(params)));
  authorize(ctx, 'submittal.read', row);
  return fileResponse(found(await resumeOf(ctx, row.id)));
});
