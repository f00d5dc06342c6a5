import { Body, Button, Container, Head, Html, Preview, Section, Text } from '@react-email/components';
import type { ReactNode } from 'react';
import { darkStyles, styles } from './styles.ts';

export const productName = 'Muster';

export type FrameProps = {
  /** The line that mail programs show beside the subject. */
  preview: string;
  heading: string;
  action: { label: string; link: string };
  /** One sentence: why this person gets this message. */
  why: string;
  children: ReactNode;
};

/** The page around every message: product, heading, body, one button, and why it came. No images, 600 px. */
export function Frame({ preview, heading, action, why, children }: FrameProps) {
  return (
    <Html lang="en">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{heading}</title>
        <style dangerouslySetInnerHTML={{ __html: darkStyles }} />
      </Head>
      <Preview>{preview}</Preview>
      <Body className="paper" style={styles.body}>
        <Container className="sheet" style={styles.container}>
          <Text className="product" style={styles.product}>
            {productName}
          </Text>
          <h1 className="ink" style={styles.heading}>
            {heading}
          </h1>
          {children}
          <Section style={styles.action}>
            <Button className="button" href={action.link} style={styles.button}>
              {action.label}
            </Button>
          </Section>
          <Text className="quiet" style={styles.quiet} data-skip-in-text="true">
            If the button does not work, open this address: {action.link}
          </Text>
          <hr className="line" style={styles.line} data-skip-in-text="true" />
          <Text className="quiet" style={styles.quiet}>
            {why}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}
