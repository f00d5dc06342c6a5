import { z } from 'zod';

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  PUBLIC_URL: z.url().optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('Muster <muster@localhost>'),
  MUSTER_DEMO: z.enum(['0', '1']).default('0'),
  MUSTER_JOBS: z.enum(['0', '1']).default('1'),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
});

export type Config = {
  port: number;
  host: string;
  /** Address people use, without a trailing slash; null means: whatever host they asked. */
  publicUrl: string | null;
  smtpUrl: string | null;
  mailFrom: string;
  /** Demo data and the mailbox page. */
  demo: boolean;
  /** Whether this process works on background jobs too. */
  runsJobs: boolean;
  /** How many proxies of ours stand in front; what they say of who asked is believed. 0: nobody is. */
  proxies: number;
  production: boolean;
};

/** Reads the environment once. Throws with every wrong field named. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration cannot be used. ${problems.join('; ')}. See .env.example.`);
  }
  const value = parsed.data;
  return {
    port: value.PORT,
    host: value.HOST,
    publicUrl: value.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    smtpUrl: value.SMTP_URL || null,
    mailFrom: value.MAIL_FROM,
    demo: value.MUSTER_DEMO === '1',
    runsJobs: value.MUSTER_JOBS === '1',
    proxies: value.TRUST_PROXY,
    production: value.NODE_ENV === 'production',
  };
}

/** Links in mail need an address even when none was configured. */
export const baseUrlOf = (config: Config): string => config.publicUrl ?? `http://localhost:${config.port}`;
