import { idParam } from '#app/platform/http/params.server.ts';
import { proofFile } from '../answer.server.ts';
import { explainPayment } from '../payment-proof.server.ts';

export const loader = proofFile((ctx, { params }) => explainPayment(ctx, idParam(params)));
