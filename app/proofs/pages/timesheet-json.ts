import { idParam } from '#app/platform/http/params.server.ts';
import { proofFile } from '../answer.server.ts';
import { explainTimesheet } from '../timesheet-proof.server.ts';

export const loader = proofFile((ctx, { params }) => explainTimesheet(ctx, idParam(params)));
