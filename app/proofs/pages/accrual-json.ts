import { idParam } from '#app/platform/http/params.server.ts';
import { proofFile } from '../answer.server.ts';
import { explainAccrual } from '../accrual-proof.server.ts';

export const loader = proofFile((ctx, { params }) => explainAccrual(ctx, idParam(params)));
