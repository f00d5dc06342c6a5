import { styles } from './styles.ts';

export type Fact = { label: string; value: string };

/** What the message is about, as two columns; the text form keeps the columns. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <table style={styles.facts} cellPadding={0} cellSpacing={0} data-text-format="dataTable">
      <tbody>
        {facts.map(({ label, value }) => (
          <tr key={label}>
            <th scope="row" className="quiet fact" style={styles.factLabel}>
              {label}
            </th>
            <td className="ink fact" style={styles.factValue}>
              {value}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
