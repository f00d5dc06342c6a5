import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { CSV } from '#app/platform/files/download.server.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { replayCsv } from '../replay-csv.server.ts';
import { readReplay } from '../replay-forms.ts';
import { replay, replayDesk } from '../replay.server.ts';

export const loader = exportFile(async (ctx, { params, url }) => {
  const { program } = found(await replayDesk(ctx, idParam(params, 'clientId')));
  const { clientId, currency } = program;
  authorize(ctx, 'replay.run', program);
  const { asked } = readReplay(url);
  if (!asked) throw redirect(`/programs/${clientId}/replay${url.search}`);
  const { lines } = await replay(ctx, clientId, asked);
  return {
    report: 'a replay of time rules',
    ...{ name: `replay-${asked.from}-to-${asked.to}.csv`, mediaType: CSV, clientId },
    ...replayCsv(lines, currency),
  };
});
