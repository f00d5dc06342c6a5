import { idParam } from '#app/platform/http/params.server.ts';
import { proofFile } from '../answer.server.ts';
import { explainInvoice } from '../invoice-proof.server.ts';

export const loader = proofFile((ctx, { params }) => explainInvoice(ctx, idParam(params)));
