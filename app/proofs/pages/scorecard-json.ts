import { idParam } from '#app/platform/http/params.server.ts';
import { proofFile } from '../answer.server.ts';
import { explainScorecard } from '../scorecard-proof.server.ts';

export const loader = proofFile((ctx, { params }) => explainScorecard(ctx, idParam(params)));
