/*
 * What a log line must never carry: it is kept for long, copied widely and read by many. Log lines name things by
 * their ids; this is the second lock, for messages that others wrote.
 */

const rules: [RegExp, string][] = [
  // Addresses with credentials, then the query of any address: tokens travel there.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]*:[^\s/@]*@/gi, '$1[credentials]@'],
  [/\?[\w%.[\]-]+=[^\s"'`<>)]*/g, '?[query]'],
  [/(\/(?:invitations|passwords?|resets?|recovery|tokens?)\/)[^\s/?"'`<>)]+/gi, '$1[token]'],
  [/\b(bearer|basic)\s+[\w+/=.~-]+/gi, '$1 [token]'],
  [/\b(muster_[a-z]+=)[^\s;,"']+/gi, '$1[cookie]'],
  [/[^\s@"'`<>()[\]:;,=/\\]+@[^\s@"'`<>()[\]:;,=/\\]+\.[a-z]{2,}/gi, '[e-mail]'],
  // International account numbers, and any run of digits that is long enough to be one or a tax number.
  [/\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?\b/g, '[account]'],
  [/(?<![\w.-])\d{9,34}(?![\w.-])/g, '[number]'],
];

const MAX_LENGTH = 8_000;

/** The text without addresses, credentials, tokens, e-mail addresses and account numbers. */
export function redacted(text: string): string {
  const short = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  return rules.reduce((left, [pattern, instead]) => left.replace(pattern, instead), short.toWellFormed());
}

type Failed = {
  name?: unknown;
  message?: unknown;
  query?: unknown;
  code?: unknown;
  constraint_name?: unknown;
};

const inQuotes = /"[^"]*"|'[^']*'|\([^()]*\)=\([^()]*\)/g;

/**
 * An unexpected failure in words that are safe to keep: where it happened and of what kind. A statement is kept and
 * what it was given is not; what the database quotes, it quotes from what people typed.
 */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return redacted(String(error)).replace(inQuotes, '[quoted]');
  const { query, code, constraint_name } = error as Failed;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const said =
    typeof query === 'string'
      ? `Failed query: ${query.slice(0, 2_000)}`
      : typeof code === 'string'
        ? error.message.replace(inQuotes, '[quoted]')
        : error.message;
  const facts = [code, constraint_name].filter((fact) => typeof fact === 'string').join(' ');
  const cause = error.cause instanceof Error ? `\ncaused by ${describeFailure(error.cause)}` : '';
  return redacted(`${error.name}: ${said}${facts ? ` [${facts}]` : ''}\n${frames.join('\n')}`) + cause;
}
