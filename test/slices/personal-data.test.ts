import { beforeAll, expect, test } from 'vitest';
import type { Database } from '#db/connection.ts';
import { held } from '#app/privacy/personal-data.ts';
import { openDatabase } from '#test/setup/connection.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});

/** Columns that are nobody's, in whatever table: codes, states, names of things and of firms, figures in words. */
const nobodys = new Set([
  // Of the door: secrets that are sealed, and what a session is known by, which ends with it.
  ...[
    'secret',
    'second_factor',
    'user_agent',
    'ip_prefix',
    'needs',
    'credential_id',
    'transports',
    'purpose',
  ],
  ...['miss_rule', 'settled_by', 'measure', 'unit', 'outcome', 'excused', 'answer'],
  ...[
    'status',
    'kind',
    'side',
    'role',
    'roles',
    'audience',
    'currency',
    'country',
    'region',
    'code',
    'title',
    'label',
  ],
  ...[
    'method',
    'class',
    'basis',
    'base',
    'leg',
    'series',
    'reference',
    'number',
    'pay_code',
    'cadence',
    'component',
  ],
  ...[
    'subject_kind',
    'overtime_rule',
    'overtime_convention',
    'funding',
    'rounding',
    'direction',
    'jurisdiction',
    'source',
  ],
  ...[
    'service_class',
    'buyer_type',
    'tax_flow',
    'cost_booking',
    'time_zone',
    'billing_cadence',
    'request_id',
    'step',
  ],
  ...[
    'sha256',
    'media_type',
    'legal_name',
    'address_lines',
    'tax_id',
    'tax_number',
    'job_title',
    'min_education',
  ],
  ...[
    'bank_code',
    'bank_code_kind',
    'document_type',
    'spend_window',
    'active_worker',
    'finding',
    'decision',
    'reason_code',
  ],
  ...[
    'city',
    'merged_titles',
    'supplier_reference',
    'ended_by_side',
    'file_sha256',
    'memo',
    'bank_reference',
    'bank_trace',
  ],
]);

/** Columns that are nobody's in their table, each with its reason. */
const notPersonal: Record<string, string> = {
  'access_review.list_sha256': 'a hash',
  'access_review.note': 'about a review',
  'audit_anchor.anchored_by_name': 'who carried a head of the trail outside; kept with the trail',
  'audit_anchor.hash': 'a hash',
  'audit_anchor.signature': 'a signature of the deployment',
  'audit_check.sentences': 'what a check found',
  'deployment.build_sha256': 'a hash',
  'deployment.node_version': 'a program',
  'deployment.postgres_version': 'a program',
  'deployment.version': 'a program',
  'directory.issuer': 'a provider',
  'directory.registered_as': 'a provider',
  'directory.secret_sealed': 'of a provider, and sealed',
  'directory.default_role': 'a role',
  'directory_identity.issuer': 'a provider',
  'directory_token.token_hash': 'a hash',
  'directory_role.claim': 'a provider',
  'directory_role.value': 'a provider',
  'directory_group.display_name': 'a group of a firm',
  'directory_group.external_id': 'a group of a firm',
  'directory_domain.domain': 'a firm',
  'directory_attempt.state_hash': 'of one minute at the door',
  'directory_attempt.browser_hash': 'of one minute at the door',
  'directory_attempt.nonce': 'of one minute at the door',
  'directory_attempt.code_verifier': 'of one minute at the door',
  'directory_attempt.return_to': 'of one minute at the door',
  'service_level.name': 'a measure',
  'service_credit.note': 'stands on an issued document',
  'scorecard_level.name': 'a measure',
  'scorecard_level.note': 'about a measure',
  'scorecard_level.answer_reason': 'about a measure',
  'scorecard_fee.note': 'about a fee',
  'scorecard_relief.reason': 'about a measure',
  'approval_delegation.kinds': 'kinds of things',
  'approval_delegation.note': 'why somebody stands in; kept with what was decided so',
  'view_as.session_id_hash': 'a hash',
  'view_as.reason': 'why somebody looked; kept with the trail',
  'event_seal.hash': 'a hash',
  'event_seal.previous_hash': 'a hash',
  'event.actor_organization': 'a firm',
  'account_password.password_hash': 'a hash; goes with the account, which is disabled',
  'session.id_hash': 'a hash; ends with the session',
  'session.user_agent': 'the kind of a browser; ends with the session',
  'session.ip_prefix': 'a network; ends with the session',
  'session.second_factor': 'a kind of factor',
  'sign_in_step.token_hash': 'of ten minutes at the door',
  'sign_in_step.needs': 'of ten minutes at the door',
  'totp_factor.secret': 'sealed; removed with the account',
  'recovery_code.code_hash': 'a hash; removed with the account',
  'passkey.credential_id': 'removed with the account',
  'passkey.public_key': 'removed with the account',
  'passkey.transports': 'removed with the account',
  'passkey.name': 'a device; removed with the account',
  'passkey_challenge.challenge_hash': 'of five minutes at the door',
  'password_reset.token_hash': 'a hash; worth nothing after an hour',
  'throttle.purpose': 'what was tried',
  'throttle.key_hash': 'a keyed hash; goes when the lane is free again',
  'known_place.place_hash': 'a keyed hash of a network; removed with the account',
  'sign_in_attempt.email_hash': 'a hash; goes after three months',
  'invitation.token_hash': 'a hash; worth nothing once used',
  'bank_account.holder': 'the name of a firm',
  'bank_account.account_number': 'of a firm; sealed at the next start',
  'bank_account.account_sealed': 'of a firm, and sealed',
  'bank_account.account_last_four': 'of a firm',
  'billing_run.last_problem': 'what the program said of a failed run',
  'billing_run.preview': 'sums by worker, whose name is erased there too',
  'billing_run.held_because': 'about a run',
  'billing_run.released_reason': 'about a run',
  'card_upload.file_name': 'a rate card',
  'card_upload.content': 'a rate card',
  'charge.note': 'stands on an issued document',
  'correction.reason': 'about a document',
  'correction.preview': 'sums by worker, whose name is erased there too',
  'correction.decided_reason': 'about a document',
  'cost_center.name': 'a part of a firm',
  'department.name': 'a part of a firm',
  'event.facts': 'figures; names are taken out before they are written',
  'exemption_certificate.reason': 'about a certificate of a firm',
  'expense_code.name': 'a kind of expense',
  'invoice.parties': 'firms, as they were when it was issued',
  'invoice_document.content': 'an issued PDF: kept as long as the law asks, and removed by nobody',
  'invoice_item.note': 'stands on an issued document',
  'invoice_tax.reason': 'about a certificate of a firm',
  'approval_step.reason': 'why something was decided; kept with the decision',
  'job.description': 'a kind of work',
  'ledger_period.reopen_reason': 'about a month',
  'mail.props': 'what a message is rendered from; goes with the message',
  'mail.to_email': 'goes with the message, after a year',
  'mail.to_roles': 'roles',
  'mail_message.last_error': 'what a mail server said; goes with the message',
  'misc_charge.reason': 'about a charge',
  'misc_charge.ended_reason': 'about a charge',
  'organization.name': 'a firm',
  'parked_charge.detail': 'about a charge',
  'parked_charge.reason': 'about a charge',
  'payment.returned_reason': 'what a bank said',
  'payment_item.short_reason': 'about a document',
  'payment_run.ended_reason': 'about a run',
  'privacy_request.ended_reason': 'the answer that a person got; goes with the request',
  'rate_card_import.file_name': 'a rate card',
  'rate_card_import_refusal.reason': 'a rate card',
  'rate_card_import_refusal.row_text': 'a rate card',
  'receipt.note': 'about money received',
  'requisition.description': 'a kind of work',
  'revision.reason': 'about the terms of an assignment',
  'revision.ended_reason': 'about the terms of an assignment',
  'schema_migration.name': 'a migration',
  'site.name': 'a place',
  'site_group.name': 'places',
  'stored_file.name': 'removed with its file, which its row names',
  'stored_file.content': 'found by the row that names it',
  'tax_rule.reason': 'a law',
};

const personal = new Set(
  Object.values(held)
    .flat()
    .flatMap(({ table, columns }) => Object.keys(columns).map((column) => `${table}.${column}`)),
);

async function columnsOf(types: string[]): Promise<Set<string>> {
  const rows = await database.sql<{ name: string }[]>`
    select c.table_name || '.' || c.column_name as name from information_schema.columns c
    join pg_class k on k.relname = c.table_name and k.relnamespace = 'public'::regnamespace and k.relkind in ('r', 'p')
    where c.table_schema = 'public' ${types.length > 0 ? database.sql`and c.data_type = any(${types})` : database.sql``}`;
  return new Set(rows.map(({ name }) => name));
}

test('every column of words is somebody\u2019s, named in the registry, or nobody\u2019s, named here', async () => {
  const words = await columnsOf(['text', 'ARRAY', 'jsonb', 'json', 'bytea', 'character varying']);
  expect(words.size).toBeGreaterThan(200);
  const unknown = [...words].filter(
    (name) =>
      !personal.has(name) &&
      !(name in notPersonal) &&
      !nobodys.has(name.split('.')[1] ?? '') &&
      !name.endsWith('_hash'),
  );
  expect(
    unknown,
    'say in app/privacy/personal-data.ts whose this is, or in this test that it is nobody\u2019s',
  ).toEqual([]);
});

test('the registry names only what is there', async () => {
  const all = await columnsOf([]);
  const also = Object.values(held)
    .flat()
    .flatMap(({ table, also = [] }) => also.map((column) => `${table}.${column}`));
  expect([...personal, ...also].filter((name) => !all.has(name))).toEqual([]);
});
