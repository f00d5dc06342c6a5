import { Form, Link, useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { Flash, type FlashMessage } from '#app/ui/feedback.tsx';
import { Icon, Mark } from '#app/ui/icon.tsx';
import { isPlaceOf, type Place } from './navigation.ts';

export type FramePerson = {
  name: string;
  /** The role in words, such as `Hiring manager`. */
  roleLabel: string;
  /** The organization acted for. */
  organizationName: string;
  side: 'msp' | 'client' | 'supplier';
};

export type FrameMembership = { id: string; label: string; current: boolean };

export type FrameProps = {
  person: FramePerson;
  places: Place[];
  /** All memberships of the person; with more than one, the menu offers to change. */
  memberships?: FrameMembership[];
  /** Where changing the membership posts to, as `membershipId`. */
  membershipTo?: string;
  flash?: FlashMessage | null;
  /** Set while somebody of the program office looks at these pages. */
  viewer?: FrameViewer | null;
  children: ReactNode;
};

export type FrameViewer = { name: string; organizationName: string; since: string };

const sideLabel: Record<FramePerson['side'], string> = {
  msp: 'Program office',
  client: 'Client',
  supplier: 'Supplier',
};

/** Around every page of a person who is signed in: rail, top line, and on a phone the bar at the bottom. */
export function Frame({
  person,
  places,
  memberships = [],
  membershipTo,
  flash,
  viewer,
  children,
}: FrameProps) {
  return (
    <div className="frame">
      <a href="#main" className="skip-link">
        Skip to the page
      </a>
      <Rail person={person} places={places} />
      <div className="frame-side">
        <TopLine
          person={person}
          memberships={memberships}
          membershipTo={membershipTo ?? '/memberships/current'}
        />
        {viewer ? <ViewBanner viewer={viewer} person={person} /> : null}
        <main id="main" tabIndex={-1}>
          {flash ? <Flash flash={flash} /> : null}
          {children}
        </main>
      </div>
      <BottomBar places={places} />
    </div>
  );
}

/** Stands over every page that is looked at in another's place, and stays in sight. */
function ViewBanner({ viewer, person }: { viewer: FrameViewer; person: FramePerson }) {
  return (
    <aside className="view-banner" aria-label="Viewing as somebody else">
      <p>
        <strong>
          {viewer.name}, {viewer.organizationName}
        </strong>{' '}
        looks at the pages of{' '}
        <strong>
          {person.name}, {person.roleLabel.toLowerCase()} at {person.organizationName}
        </strong>
        , since {viewer.since}. Nothing can be changed, and it ends by itself after half an hour.
      </p>
      <Form method="post" action="/view-as/stop">
        <button type="submit" className="button button-quiet">
          Stop viewing
        </button>
      </Form>
    </aside>
  );
}

function Rail({ person, places }: { person: FramePerson; places: Place[] }) {
  const firstApart = places.find((place) => place.apart);
  return (
    <nav className="rail" aria-label="Places">
      <Link to="/" className="product">
        <Mark /> Muster
      </Link>
      <p className="rail-who">
        <span>{sideLabel[person.side]}</span>
        <strong>{person.organizationName}</strong>
        <span>{person.roleLabel}</span>
      </p>
      <ul>
        {places.map((place) => (
          <li key={place.to} className={place === firstApart ? 'rail-apart' : undefined}>
            <PlaceLink place={place} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function PlaceLink({ place }: { place: Place }) {
  const { pathname } = useLocation();
  return (
    <Link
      to={place.to}
      prefetch="intent"
      className="place"
      aria-current={isPlaceOf(place, pathname) ? 'page' : undefined}
    >
      <Icon name={place.icon} />
      <span>{place.label}</span>
      {place.count ? (
        <span className="count">
          {place.count}
          <span className="visually-hidden"> waiting</span>
        </span>
      ) : null}
    </Link>
  );
}

type TopLineProps = { person: FramePerson; memberships: FrameMembership[]; membershipTo: string };

/** The product and the program for a phone, which has no rail; the person for everyone. */
function TopLine({ person, memberships, membershipTo }: TopLineProps) {
  const { key } = useLocation();
  return (
    <header className="top-line">
      <Link to="/" className="product product-small">
        <Mark size={18} />
        <span className="visually-hidden">Muster, home</span>
      </Link>
      <p className="top-where">
        {person.organizationName}
        <span>{person.roleLabel}</span>
      </p>
      <details className="menu" name="menu" key={key}>
        <summary>
          <span className="initials" aria-hidden="true">
            {initials(person.name)}
          </span>
          <span className="menu-name">{person.name}</span>
          <span className="menu-role">{person.roleLabel}</span>
          <Icon name="down" size={12} />
        </summary>
        <div className="menu-body">
          <p className="menu-who">
            <strong>{person.name}</strong>
            <span>
              {person.roleLabel}, {person.organizationName}
            </span>
          </p>
          {memberships.length > 1 ? <Memberships memberships={memberships} to={membershipTo} /> : null}
          {person.side === 'client' ? (
            <Link to="/delegations" prefetch="intent" className="menu-item">
              <Icon name="candidates" /> Delegations
            </Link>
          ) : null}
          <Link to="/account" prefetch="intent" className="menu-item">
            <Icon name="people" /> My account
          </Link>
          <Form method="post" action="/sign-out">
            <button type="submit" className="menu-item">
              <Icon name="signOut" /> Sign out
            </button>
          </Form>
        </div>
      </details>
    </header>
  );
}

function Memberships({ memberships, to }: { memberships: FrameMembership[]; to: string }) {
  return (
    <Form method="post" action={to} aria-label="Act as" className="menu-memberships">
      {memberships.map((membership) => (
        <button
          key={membership.id}
          type="submit"
          name="membershipId"
          value={membership.id}
          className="menu-item"
          aria-current={membership.current || undefined}
        >
          {membership.current ? <Icon name="check" /> : <span className="menu-blank" />}
          {membership.label}
        </button>
      ))}
    </Form>
  );
}

/** The four places that the role visits most, and the rest behind one more. */
function BottomBar({ places }: { places: Place[] }) {
  const { key } = useLocation();
  const first = places.filter((place) => place.inBar);
  const rest = places.filter((place) => !place.inBar);
  return (
    <nav className="bottom-bar" aria-label="Places, on a phone">
      <ul>
        {first.map((place) => (
          <li key={place.to}>
            <PlaceLink place={place} />
          </li>
        ))}
        {rest.length > 0 ? (
          <li>
            <details className="bar-more" name="menu" key={key}>
              <summary className="place">
                <Icon name="more" />
                <span>More</span>
              </summary>
              <ul className="menu-body">
                {rest.map((place) => (
                  <li key={place.to}>
                    <PlaceLink place={place} />
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}

/** `Ana Lucía Ortiz` → `AO`. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => word?.charAt(0).toUpperCase() ?? '').join('');
}

/** Around pages of people who are not signed in, and around failures that left no frame standing. */
export function BareFrame({ children }: { children: ReactNode }) {
  return (
    <div className="bare-frame">
      <header>
        <p className="product">
          <Mark /> Muster
        </p>
      </header>
      <main id="main">{children}</main>
    </div>
  );
}
