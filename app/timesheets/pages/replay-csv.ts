import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { CSV, download } from '#app/platform/files/download.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { replayCsv } from '../replay-csv.server.ts';
import { readReplay } from '../replay-forms.ts';
import { replay, replayDesk } from '../replay.server.ts';

export const loader = file(async (ctx, { params, url }) => {
  const { program } = found(await replayDesk(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'replay.run', program);
  const { asked } = readReplay(url);
  if (!asked) return redirect(`/programs/${program.clientId}/replay${url.search}`);
  const { lines } = await replay(ctx, program.clientId, asked);
  return download(replayCsv(lines, program.currency), {
    name: `replay-${asked.from}-to-${asked.to}.csv`,
    mediaType: CSV,
  });
});
