import { data, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import type { ReactNode } from 'react';
import styles from './app.css?url';
import { roles } from '#app/values/roles.ts';
import { membershipsOf } from './access/commands/switch-membership.server.ts';
import { takeFlash } from './platform/http/flash.server.ts';
import { NotFound, Refused, Unexpected } from './platform/shell/error-page.tsx';
import { BareFrame, Frame } from './platform/shell/frame.tsx';
import { placesFor } from './platform/shell/navigation.ts';
import { useNonce } from './platform/shell/nonce.ts';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
];

export const meta: MetaFunction = () => [{ title: 'Muster' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.actor();
  const { flash, headers } = await takeFlash(request);
  const person = actor && {
    name: actor.name,
    roleLabel: roles[actor.role].label,
    organizationName: actor.organizationName,
    side: actor.side,
  };
  const memberships = actor?.hasOtherMemberships
    ? await membershipsOf(context.database, actor.accountId)
    : [];
  return data(
    {
      person,
      places: actor ? placesFor(actor.role, { demo: context.demo && !actor.viewingAs }) : [],
      memberships: memberships.map((one) => ({ ...one, current: one.id === actor?.membershipId })),
      flash,
      viewer: actor?.viewingAs
        ? {
            name: actor.viewingAs.name,
            organizationName: actor.viewingAs.organizationName,
            since: `${actor.viewingAs.since.toISOString().slice(11, 16)} UTC`,
          }
        : null,
    },
    { headers },
  );
}

const quietZod = 'globalThis.__zod_globalConfig={jitless:true}';

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
        {/* Without this, zod tries `new Function` when it loads, and the content policy reports it on every page with a form. */}
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: quietZod }} suppressHydrationWarning />
      </head>
      <body>
        <Framed>{children}</Framed>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

/** The page frame stands around errors too: wherever a person lands, the way on is visible. */
function Framed({ children }: { children: ReactNode }) {
  const root = useRouteLoaderData<typeof loader>('root');
  if (!root?.person) return <BareFrame>{children}</BareFrame>;
  return (
    <Frame
      person={root.person}
      places={root.places}
      memberships={root.memberships}
      flash={root.flash}
      viewer={root.viewer}
    >
      {children}
    </Frame>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const detail: unknown = isRouteErrorResponse(error) ? error.data : null;
  const field = (name: string) =>
    typeof detail === 'object' && detail !== null && name in detail
      ? String((detail as Record<string, unknown>)[name])
      : undefined;
  if (status === 404) return <NotFound />;
  // An address without a page of its own says why in plain text.
  if (status === 403)
    return <Refused message={typeof detail === 'string' && detail ? detail : field('message')} />;
  return <Unexpected reference={field('reference')} />;
}
