import { Tabs } from '#app/ui/page.tsx';

type Places = { payments: boolean; receipts: boolean; remittances: boolean; bank: boolean };
export type MoneyPlace = 'payments' | 'receipts' | 'expected' | 'remittances' | 'bank' | 'selfBilling';

/** The pages of money in and out, as far as the reader may open them. */
export function MoneyTabs({ places, current }: { places: Places; current: MoneyPlace }) {
  const all: { key: MoneyPlace; label: string; to: string; seen: boolean }[] = [
    { key: 'payments', label: 'Payment runs', to: '/payments', seen: places.payments },
    { key: 'receipts', label: 'Receipts', to: '/receipts', seen: places.receipts },
    { key: 'remittances', label: 'Remittances', to: '/remittances', seen: places.remittances },
    { key: 'expected', label: 'Expected', to: '/remittances/expected', seen: places.remittances },
    { key: 'bank', label: 'Bank', to: '/bank', seen: places.bank },
    { key: 'selfBilling', label: 'Self-billing', to: '/self-billing', seen: places.bank },
  ];
  const items = all.filter(({ seen }) => seen);
  if (items.length < 2) return null;
  return (
    <Tabs
      label="Money"
      items={items.map(({ key, label, to }) => ({ label, to, current: key === current }))}
    />
  );
}
