import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, FileField, Hidden, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { ok, type FormAnswer, type Result } from '#app/values/result.ts';
import { cardColumns, MAX_CARD_ROWS } from '../card-columns.ts';
import { uploadForm, uploadQuery } from '../card-forms.ts';
import { uploadedCards } from '../card-upload.server.ts';
import { postCards, type PostedCards } from '../commands/post-cards.server.ts';
import { uploadCards } from '../commands/upload-cards.server.ts';
import { CardDifferences, CardProblems } from '../parts/card-preview.tsx';
import { programOf } from '../public.server.ts';

export const meta: MetaFunction = () => [{ title: 'Upload rate cards · Muster' }];

const ROWS_SHOWN = 200;

export const loader = page(async (ctx, { params, url }) => {
  const program = found(await programOf(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'rateCard.import', program);
  const { upload: uploadId } = parseQuery(uploadQuery, url);
  const upload = uploadId ? found(await uploadedCards(ctx, program.clientId, uploadId)) : null;
  const count = (kind: string) => upload?.differences.filter((row) => row.kind === kind).length ?? 0;
  return {
    program,
    id: crypto.randomUUID(),
    upload: upload && {
      ...upload,
      differences: upload.differences.slice(0, ROWS_SHOWN),
      problems: upload.problems.slice(0, ROWS_SHOWN),
      counts: { new: count('new'), changed: count('changed'), same: count('same') },
      problemCount: upload.problems.length,
    },
  };
});

type Uploaded = { uploadId: string; posted: PostedCards | null };

export const action = act({
  form: uploadForm,
  run: async (ctx, input, { params }): Promise<Result<Uploaded>> => {
    const clientId = idParam(params, 'clientId');
    if (input.verb === 'read') {
      const uploaded = await uploadCards(ctx, clientId, input);
      return uploaded.ok ? ok({ uploadId: uploaded.value.id, posted: null }) : uploaded;
    }
    const posted = await postCards(ctx, clientId, input.uploadId);
    return posted.ok ? ok({ uploadId: input.uploadId, posted: posted.value }) : posted;
  },
  done: ({ uploadId, posted }, _input, { params }) =>
    posted
      ? {
          to: `/programs/${params.clientId}/jobs`,
          flash: `Posted: ${posted.added} new, ${posted.changed} changed, ${posted.same} as they were.`,
        }
      : { to: `/programs/${params.clientId}/cards/upload?upload=${uploadId}` },
  back: ({ params }) => `/programs/${params.clientId}/jobs`,
});

type Upload = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['upload']>;

/** A file of card versions: read and shown as differences first, then posted, all of it or nothing. */
export default function UploadCards() {
  const { program, id, upload } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const here = `/programs/${program.clientId}`;
  return (
    <Page
      title="Upload rate cards"
      crumbs={[
        { label: program.clientName, to: here },
        { label: 'Jobs', to: `${here}/jobs` },
      ]}
      lead="The file is read and shown first. Nothing is posted until you say so, and then all of it or nothing."
    >
      {upload ? <Preview upload={upload} currency={program.currency} answer={answer} /> : null}
      <Section
        title={upload ? 'Another file' : 'The file'}
        lead="A CSV file in UTF-8, one card a row. The first row names the columns, in any order."
      >
        <PostForm
          answer={answer?.typed['verb'] === 'post' ? undefined : answer}
          encType="multipart/form-data"
          key={id}
        >
          <Hidden name="verb" value="read" />
          <Hidden name="id" value={id} />
          <FileField
            name="file"
            label="File"
            accept=".csv,text/csv"
            hint={`Up to 400 kB and ${MAX_CARD_ROWS.toLocaleString('en')} rows, in ${program.currency}.`}
            required
          />
          <p>
            Columns: <code>{cardColumns.join(', ')}</code>. Direction is bill or pay. Site group (its code),
            supplier (its name) and effective_to may be empty.
          </p>
          <ButtonRow>
            <SubmitButton>Read the file</SubmitButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}

type PreviewProps = { upload: Upload; currency: string; answer: FormAnswer | undefined };

function Preview({ upload, currency, answer }: PreviewProps) {
  const { counts, problemCount, rowCount } = upload;
  if (upload.postedAt)
    return (
      <Notice tone="good" title={`${upload.fileName} was posted`}>
        Its cards stand with their jobs.
      </Notice>
    );
  return (
    <>
      {problemCount > 0 ? (
        <Section
          title={problemCount === 1 ? 'One thing to put right' : `${problemCount} things to put right`}
          lead={`Nothing of ${upload.fileName} can be posted yet. Put these right in the file and upload it again.`}
        >
          <CardProblems problems={upload.problems} />
        </Section>
      ) : null}
      <Section
        title={`What ${upload.fileName} would change`}
        lead={`${rowCount === 1 ? '1 row' : `${rowCount} rows`}: ${counts.new} new, ${counts.changed} changed, ${counts.same} as they are${
          problemCount > 0 ? ', the rest with problems' : ''
        }. At most ${ROWS_SHOWN} are shown.`}
      >
        <CardDifferences rows={upload.differences} currency={currency} />
        {problemCount === 0 ? (
          <PostForm answer={answer?.typed['verb'] === 'post' ? answer : undefined}>
            <Hidden name="verb" value="post" />
            <Hidden name="uploadId" value={upload.id} />
            <ButtonRow>
              <SubmitButton>Post all of it</SubmitButton>
              <LinkButton to="?">Leave it</LinkButton>
            </ButtonRow>
          </PostForm>
        ) : null}
      </Section>
    </>
  );
}
