import { idParam } from '#app/platform/http/params.server.ts';
import { proofFile } from '../answer.server.ts';
import { explainRate } from '../rate-proof.server.ts';

export const loader = proofFile((ctx, { params }) => explainRate(ctx, idParam(params)));
