import type { ReactNode } from 'react';

/** Drawn on a 16 px grid with one stroke width, so that any two of them look like one hand. */
const drawings = {
  home: <path d="M2.5 7.2 8 2.5l5.5 4.7v5.8a.5.5 0 0 1-.5.5H9.8V9.8H6.2v3.7H3a.5.5 0 0 1-.5-.5z" />,
  requisitions: <path d="M5.5 3h-2v10.5h9V3h-2M5.5 2h5v2.2h-5zM5.6 7.5h4.8M5.6 10.3h3.2" />,
  candidates: (
    <path d="M6 7.5a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8ZM1.8 13.3c.3-2.3 1.9-3.7 4.2-3.7s3.9 1.4 4.2 3.7M10.6 3a2.2 2.2 0 0 1 0 4.2M11.9 9.8c1.3.5 2.1 1.7 2.3 3.5" />
  ),
  assignments: <path d="M2.3 5h11.4v8H2.3zM5.8 5V3h4.4v2M2.3 8.6h11.4M8 7.8v1.6" />,
  timesheets: <path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.8V8l2.2 1.6" />,
  expenses: <path d="M3.5 2.2v11.6l1.5-1 1.5 1 1.5-1 1.5 1 1.5-1 1.5 1V2.2zM5.8 5.5h4.4M5.8 8.3h4.4" />,
  billing: <path d="M2.3 4.5 8 2.2l5.7 2.3L8 6.8zM2.3 8 8 10.3 13.7 8M2.3 11.5 8 13.8l5.7-2.3" />,
  invoices: <path d="M3.5 2.2h6.3l2.7 2.7v8.9h-9zM9.6 2.4v2.7h2.7M5.8 8h4.4M5.8 10.7h4.4" />,
  ledger: <path d="M2.8 2.5h10.4v11H2.8zM8 2.5v11M4.8 5.6h1.4M4.8 8.2h1.4M9.8 5.6h1.4M9.8 8.2h1.4" />,
  payments: <path d="M2 4.2h12v7.6H2zM8 9.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4ZM4.2 8h.01M11.8 8h.01" />,
  spend: <path d="M2.3 13.5h11.4M4 13.2V8.8M8 13.2V3.3M12 13.2V6.4" />,
  programs: <path d="M3.2 13.6V2.5h6v11.1M9.2 6.3h3.6v7.3M1.8 13.6h12.4M5.2 5.2h2M5.2 8h2M5.2 10.8h2" />,
  people: (
    <path d="M8 8a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 8 8ZM2.8 13.6c.4-2.5 2.3-3.9 5.2-3.9s4.8 1.4 5.2 3.9" />
  ),
  privacy: <path d="M3.8 7.2h8.4v6.3H3.8zM5.5 7.2V5.1a2.5 2.5 0 0 1 5 0v2.1M8 9.6v1.6" />,
  audit: <path d="M8 1.9 3 3.8v4c0 3 2 5.2 5 6.3 3-1.1 5-3.3 5-6.3v-4zM5.7 8l1.6 1.6 3-3.2" />,
  mailbox: <path d="M2 3.8h12v8.4H2zM2.3 4.3 8 8.8l5.7-4.5" />,
  more: <path d="M3.4 8h.01M8 8h.01M12.6 8h.01" strokeWidth="2" />,
  chevron: <path d="m6 3.5 4.5 4.5L6 12.5" />,
  back: <path d="M10 3.5 5.5 8l4.5 4.5" />,
  down: <path d="M3.5 6 8 10.5 12.5 6" />,
  check: <path d="m3 8.6 3.2 3.2L13 4.8" />,
  cross: <path d="m4 4 8 8M12 4l-8 8" />,
  plus: <path d="M8 3v10M3 8h10" />,
  download: <path d="M8 2.5v7.2M4.8 6.8 8 10l3.2-3.2M2.8 13.3h10.4" />,
  upload: <path d="M8 10V2.8M4.8 5.8 8 2.6l3.2 3.2M2.8 13.3h10.4" />,
  arrow: <path d="M2.5 8h10.7M9.4 4.2 13.2 8l-3.8 3.8" />,
  signOut: <path d="M6.5 2.5h-4v11h4M6 8h8M11 5l3 3-3 3" />,
  print: <path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z" />,
  search: <path d="M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.4 10.4l3.4 3.4" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

/** A drawing beside a word. It never speaks for itself: assistive technology does not hear it. */
export function Icon({ name, size = 16, className }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {drawings[name]}
    </svg>
  );
}

/** What a color means, in five shapes, so that nobody needs the color. */
export type Tone = 'good' | 'waiting' | 'attention' | 'wrong' | 'quiet' | 'done';

const shapes: Record<Tone, ReactNode> = {
  good: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  waiting: (
    <>
      <circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" strokeWidth="1.2" />
      <path d="M5 1.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor" />
    </>
  ),
  attention: <path d="M5 .8 9.6 9H.4z" fill="currentColor" />,
  wrong: (
    <path d="M2 2l6 6M8 2 2 8" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
  ),
  quiet: <circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" strokeWidth="1.2" />,
  done: (
    <path
      d="m1.4 5.4 2.4 2.4L8.8 2.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
};

/** The shape of a tone: disc, half disc, triangle, cross, ring or check. */
export function ToneShape({ tone, size = 10 }: { tone: Tone; size?: number }) {
  return (
    <svg
      className={`shape tone-${tone}`}
      width={size}
      height={size}
      viewBox="0 0 10 10"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[tone]}
    </svg>
  );
}

/** The product's mark: two columns of a ledger that come out even. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <rect width="20" height="20" rx="5" fill="currentColor" />
      <path
        className="mark-lines"
        d="M5 14.5v-9l5 5 5-5v9"
        fill="none"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
