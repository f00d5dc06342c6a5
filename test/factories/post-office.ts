import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type PostOffice = {
  port: number;
  letters: { to: string[]; email: Email }[];
  close(): Promise<void>;
};

/**
 * A real SMTP server of our own, at a free port, that keeps what it is handed.
 * @param forgetful takes the letter and then hangs up before it says so
 */
export async function aPostOffice({
  port = 0,
  forgetful = false,
}: { port?: number; forgetful?: boolean } = {}): Promise<PostOffice> {
  const letters: PostOffice['letters'] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void PostalMime.parse(Buffer.concat(chunks)).then((email) => {
          letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), email });
          callback(forgetful ? Object.assign(new Error('the power went out'), { responseCode: 451 }) : null);
        });
      });
    },
  });
  // A client that is cut off is the client's trouble.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    letters,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
