import { idParam } from '#app/platform/http/params.server.ts';
import { proofPage } from '../answer.server.ts';
import { explainTimesheet } from '../timesheet-proof.server.ts';

export { ExplainedPage as default, proofMeta as meta } from '../parts/proof-page.tsx';

export const loader = proofPage((ctx, { params }) => explainTimesheet(ctx, idParam(params)));
