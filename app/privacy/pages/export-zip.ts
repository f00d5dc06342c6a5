import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { personOf } from '../commands/answer-request.server.ts';
import { exportZip } from '../export.server.ts';
import { requestOf } from '../queries.server.ts';

/** Everything about the person of an open request, for whoever answers it. */
export const loader = exportFile(
  async (ctx, { params }) => {
    const request = found(await requestOf(ctx, idParam(params)));
    authorize(ctx, 'privacy.handle', request);
    found(request.kind === 'export' && request.status === 'open' ? request : null);
    const { kind, id } = personOf(request);
    return {
      ...{ report: 'the data of a person', name: 'personal-data.zip', mediaType: 'application/zip' },
      content: (inTransaction) => exportZip(inTransaction, kind, id),
    };
  },
  { isCopyOfAll: true },
);
