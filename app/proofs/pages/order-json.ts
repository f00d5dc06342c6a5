import { idParam } from '#app/platform/http/params.server.ts';
import { proofFile } from '../answer.server.ts';
import { explainOrder } from '../order-proof.server.ts';

export const loader = proofFile((ctx, { params }) => explainOrder(ctx, idParam(params)));
