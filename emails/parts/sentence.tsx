import { Text } from '@react-email/components';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { styles } from './styles.ts';

/** A paragraph of the message. */
export function Sentence({ children }: { children: ReactNode }) {
  return (
    <Text className="ink" style={styles.text}>
      {children}
    </Text>
  );
}

/** Words that must be seen before the button is pressed: what is unusual, or why something came back. */
export function Remark({ lines }: { lines: string[] }) {
  return (
    <Text className="ink unusual" style={styles.unusual}>
      {lines.map((line, index) => (
        <Fragment key={index}>
          {index > 0 && <br />}
          {line}
        </Fragment>
      ))}
    </Text>
  );
}
