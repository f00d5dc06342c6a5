import { createHash } from 'node:crypto';
import PDFDocument from 'pdfkit';
import type { Applicant } from './hiring.ts';
import { mailboxOf } from './names.ts';
import type { Need } from './needs.ts';
import type { SeedSupplier } from './programs.ts';
import type { World } from './world.ts';

/** One page about nobody in particular, the same bytes for everybody: only who uploaded it and its name differ. */
export async function makeResume(): Promise<Buffer> {
  const document = new PDFDocument({ size: 'LETTER', margin: 64, info: { Title: 'Résumé' } });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.once('end', resolve));
  document.fontSize(20).text('Résumé').moveDown(0.3);
  document
    .fontSize(10)
    .fillColor('#555')
    .text('A sample document of the Muster demo.')
    .moveDown()
    .fillColor('#000');
  for (const [head, lines] of sections) {
    document.fontSize(13).text(head).moveDown(0.2).fontSize(10).list(lines, { bulletRadius: 1.5 }).moveDown();
  }
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

const sections: [string, string[]][] = [
  [
    'Experience',
    [
      'Five years of second-line support in a hospital with 2,000 users',
      'Two system migrations, planned and carried out',
      'On-call rota, one week in six',
    ],
  ],
  ['Education', ['Bachelor of Science, information systems']],
  ['References', ['On request']],
];

/** Keeps the file as the supplier's, and gives back its id. */
export function keepResume(
  world: World,
  content: Buffer,
  need: Need,
  supplier: SeedSupplier,
  applicant: Applicant,
): string {
  const createdAt = need.createdAt;
  const id = world.random.id(createdAt);
  world.book.storedFile.push({
    ...{
      id,
      name: `${mailboxOf(applicant.name)}.pdf`,
      mediaType: 'application/pdf',
      byteSize: content.length,
    },
    ...{
      sha256: createHash('sha256').update(content).digest('hex'),
      clientId: null,
      supplierId: supplier.id,
    },
    ...{ createdBy: supplier.recruiter.accountId, createdAt, content },
  });
  return id;
}
