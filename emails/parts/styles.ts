import type { CSSProperties } from 'react';

// Mail programs read inline styles only, and colors as hex. The dark half is a stylesheet, which those programs
// that have a dark mode do read; the others show the light half on its own background, which is legible too.
const color = {
  paper: '#f6f4ef',
  sheet: '#ffffff',
  ink: '#1d2527',
  quiet: '#5b6669',
  line: '#dedad1',
  accent: '#0b5d63',
  attention: '#8a4b00',
} as const;

const text: CSSProperties = { fontSize: '15px', lineHeight: '22px', margin: '0 0 12px', color: color.ink };

// A name of two hundred letters without a space must not widen the message.
const breaking: CSSProperties = { wordBreak: 'break-word', overflowWrap: 'anywhere' };

export const styles = {
  body: {
    backgroundColor: color.paper,
    fontFamily: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif",
    margin: '0',
    padding: '24px 12px',
  },
  container: {
    backgroundColor: color.sheet,
    border: `1px solid ${color.line}`,
    borderRadius: '6px',
    maxWidth: '600px',
    margin: '0 auto',
    padding: '24px',
  },
  product: { fontSize: '13px', lineHeight: '20px', fontWeight: 600, color: color.accent, margin: '0 0 16px' },
  heading: {
    ...breaking,
    fontSize: '20px',
    lineHeight: '28px',
    fontWeight: 600,
    color: color.ink,
    margin: '0 0 12px',
  },
  text: { ...text, ...breaking },
  facts: { width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed', margin: '4px 0 16px' },
  factLabel: {
    width: '38%',
    padding: '7px 12px 7px 0',
    borderTop: `1px solid ${color.line}`,
    fontSize: '14px',
    lineHeight: '20px',
    fontWeight: 400,
    textAlign: 'left',
    verticalAlign: 'top',
    color: color.quiet,
  },
  factValue: {
    ...breaking,
    padding: '7px 0',
    borderTop: `1px solid ${color.line}`,
    fontSize: '14px',
    lineHeight: '20px',
    verticalAlign: 'top',
    color: color.ink,
    fontVariantNumeric: 'tabular-nums',
  },
  unusual: {
    ...text,
    ...breaking,
    borderLeft: `3px solid ${color.attention}`,
    paddingLeft: '12px',
    margin: '0 0 12px',
  },
  action: { margin: '8px 0 16px' },
  button: {
    backgroundColor: color.accent,
    color: '#ffffff',
    borderRadius: '6px',
    fontSize: '15px',
    fontWeight: 600,
    padding: '12px 20px',
  },
  line: { border: 'none', borderTop: `1px solid ${color.line}`, margin: '16px 0' },
  quiet: { ...breaking, fontSize: '13px', lineHeight: '20px', color: color.quiet, margin: '0 0 8px' },
} satisfies Record<string, CSSProperties>;

export const darkStyles = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .paper, .paper > table > tbody > tr > td { background-color: #14191a !important; }
  .sheet { background-color: #1d2426 !important; border-color: #374144 !important; }
  .ink { color: #ecefef !important; }
  .quiet { color: #a9b4b6 !important; }
  .product { color: #6cc5cb !important; }
  .line, .fact { border-color: #374144 !important; }
  .unusual { border-color: #e0a458 !important; }
  .button { background-color: #6cc5cb !important; color: #0c2022 !important; }
  .button span { color: #0c2022 !important; }
}
`;
