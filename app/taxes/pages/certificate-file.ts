import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { fileResponse } from '#app/platform/files/store.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { certificateFile, certificateOf } from '../queries.server.ts';

export const loader = file(async (ctx, { params }) => {
  const certificate = found(await certificateOf(ctx, idParam(params)));
  authorize(ctx, 'tax.read', certificate);
  return fileResponse(found(await certificateFile(ctx, certificate.id)));
});
