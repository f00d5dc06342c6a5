import { attachment } from './file-name.ts';

type Content = Uint8Array | string | ReadableStream<Uint8Array>;

/**
 * Anything that leaves the product as a file. A browser saves it under its name and opens nothing: it may not guess
 * what it is, run it, frame it, keep it in a cache or hand it to another site.
 */
export function download(
  content: Content,
  { name, mediaType }: { name: string; mediaType: string },
  headers: Record<string, string> = {},
): Response {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const length: Record<string, string> =
    bytes instanceof Uint8Array ? { 'Content-Length': String(bytes.byteLength) } : {};
  return new Response(bytes instanceof Uint8Array ? new Uint8Array(bytes) : bytes, {
    headers: {
      'Content-Type': mediaType,
      ...length,
      'Content-Disposition': attachment(name),
      'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'private, no-store',
      ...headers,
    },
  });
}

export const CSV = 'text/csv; charset=utf-8';
export const JSON_TYPE = 'application/json; charset=utf-8';
