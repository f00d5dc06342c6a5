import { Tabs } from '#app/ui/page.tsx';

/** The two halves of privacy: what people ask for, and how long things are kept. */
export function PrivacyTabs({
  current,
  seesRules,
}: {
  current: 'requests' | 'retention';
  seesRules: boolean;
}) {
  if (!seesRules) return null;
  return (
    <Tabs
      label="Privacy"
      items={[
        { label: 'Requests', to: '/privacy', current: current === 'requests' },
        { label: 'Retention', to: '/privacy/retention', current: current === 'retention' },
      ]}
    />
  );
}
