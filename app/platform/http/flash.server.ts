import { createCookie } from '@remix-run/node';
import { z } from 'zod';

const cookie = createCookie('muster_flash', { httpOnly: true, sameSite: 'lax', path: '/', maxAge: 60 });

const schema = z.object({
  tone: z.enum(['good', 'attention', 'wrong']),
  text: z.string().max(500),
  to: z
    .string()
    .max(200)
    .regex(/^\/(?![/\\])/)
    .optional(),
  toLabel: z.string().max(60).optional(),
});

/** What the next page says about what just happened. */
export type FlashMessage = z.infer<typeof schema>;

export const flashHeader = (flash: FlashMessage): Promise<string> =>
  cookie.serialize({ ...flash, text: flash.text.slice(0, 500) });

/** Reads the message, if there is one, with the header that makes it be said once only. */
export async function takeFlash(
  request: Request,
): Promise<{ flash: FlashMessage | null; headers: Record<string, string> }> {
  const header = request.headers.get('Cookie');
  if (!header?.includes('muster_flash=')) return { flash: null, headers: {} };
  const parsed = schema.safeParse(await cookie.parse(header));
  return {
    flash: parsed.success ? parsed.data : null,
    headers: { 'Set-Cookie': await cookie.serialize('', { maxAge: 0 }) },
  };
}
