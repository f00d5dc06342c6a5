import { Form, Link } from '@remix-run/react';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { Icon } from './icon.tsx';

export type Column<Row> = {
  key: string;
  /** Text where possible: it is also the label of the value when the row is shown as a card. */
  header: ReactNode;
  /** Figures to the right, words to the left. */
  align?: 'right' | 'left';
  cell: (row: Row) => ReactNode;
  /** The cell that names the row: it carries the link, and heads the card on a phone. */
  primary?: boolean;
  hideOnPhone?: boolean;
  /** What stands under the column, usually a total. */
  footer?: ReactNode;
};

export type RowSelection<Row> = {
  /** Field name of every check box; its values are posted with the form. */
  name: string;
  value: (row: Row) => string;
  disabled?: (row: Row) => boolean;
  /** `id` of the form that the check boxes belong to, wherever on the page it stands. */
  formId: string;
};

export type DataTableProps<Row> = {
  /** Says what the rows are; heard, not seen. */
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  rowTo?: (row: Row) => string;
  select?: RowSelection<Row>;
  /** Why there is nothing here and what to do: an `<EmptyState>` or a sentence. */
  empty: ReactNode;
  dense?: boolean;
};

/**
 * Rows of anything. A real table on paper and on wide screens, cards where the space is narrow.
 * Where rows have a `PostButton`, the form of `select` stands beside the table, not around it.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, select, dense } = props;
  const tableId = useId();
  if (rows.length === 0) {
    const isSentence = typeof props.empty === 'string';
    return (
      <div className="ledger-frame">
        {isSentence ? <p className="ledger-none">{props.empty}</p> : props.empty}
      </div>
    );
  }

  const primaryKey = (columns.find((column) => column.primary) ?? columns[0])?.key;
  const hasFooter = columns.some((column) => column.footer !== undefined);
  return (
    <div className="ledger-frame">
      <table className={dense ? 'ledger ledger-dense' : 'ledger'} id={tableId}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {select ? (
              <td className="ledger-select">
                <SelectAll tableId={tableId} name={select.name} />
              </td>
            ) : null}
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {select ? (
                <td className="ledger-select">
                  <SelectRow row={row} select={select} labelledBy={`${tableId}-${rowKey(row)}`} />
                </td>
              ) : null}
              {columns.map((column) => (
                <BodyCell
                  key={column.key}
                  column={column}
                  row={row}
                  primary={column.key === primaryKey}
                  id={`${tableId}-${rowKey(row)}`}
                  to={props.rowTo?.(row)}
                />
              ))}
            </tr>
          ))}
        </tbody>
        {hasFooter ? (
          <Totals columns={columns} primaryKey={primaryKey} indent={select !== undefined} />
        ) : null}
      </table>
    </div>
  );
}

function cellClass<Row>(column: Column<Row>, primary: boolean): string | undefined {
  const names = [
    column.align === 'right' ? 'to-right' : '',
    primary ? 'ledger-primary' : '',
    column.hideOnPhone ? 'not-on-phone' : '',
  ].filter(Boolean);
  return names.length > 0 ? names.join(' ') : undefined;
}

function HeadCell<Row>({ column }: { column: Column<Row> }) {
  const className = cellClass(column, false);
  if (column.header === '' || column.header === null) return <td className={className} />;
  return (
    <th scope="col" className={className}>
      {column.header}
    </th>
  );
}

type BodyCellProps<Row> = { column: Column<Row>; row: Row; primary: boolean; id: string; to?: string };

function BodyCell<Row>({ column, row, primary, id, to }: BodyCellProps<Row>) {
  const label = typeof column.header === 'string' && column.header !== '' ? column.header : undefined;
  const content = column.cell(row);
  return (
    <td className={cellClass(column, primary)} data-label={label} id={primary ? id : undefined}>
      {primary && to ? (
        <Link to={to} prefetch="intent" className="ledger-link">
          {content}
        </Link>
      ) : (
        content
      )}
    </td>
  );
}

type TotalsProps<Row> = { columns: Column<Row>[]; primaryKey: string | undefined; indent: boolean };

function Totals<Row>({ columns, primaryKey, indent }: TotalsProps<Row>) {
  return (
    <tfoot>
      <tr>
        {indent ? <td className="ledger-select" /> : null}
        {columns.map((column) => (
          <td
            key={column.key}
            className={cellClass(column, column.key === primaryKey)}
            data-label={typeof column.header === 'string' ? column.header : undefined}
            data-blank={column.footer === undefined ? '' : undefined}
          >
            {column.footer}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

type SelectRowProps<Row> = { row: Row; select: RowSelection<Row>; labelledBy: string };

function SelectRow<Row>({ row, select, labelledBy }: SelectRowProps<Row>) {
  const labelId = useId();
  return (
    <label className="tick">
      <span className="visually-hidden" id={labelId}>
        Select
      </span>
      <input
        type="checkbox"
        name={select.name}
        value={select.value(row)}
        form={select.formId}
        disabled={select.disabled?.(row)}
        aria-labelledby={`${labelId} ${labelledBy}`}
      />
    </label>
  );
}

/** Only where scripts run: without them it could not do what it says. */
function SelectAll({ tableId, name }: { tableId: string; name: string }) {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!ready) return <span className="tick" />;
  const tickAll = (checked: boolean) => {
    const boxes = document.getElementById(tableId)?.querySelectorAll<HTMLInputElement>('tbody input') ?? [];
    for (const box of boxes) if (box.name === name && !box.disabled) box.checked = checked;
  };
  return (
    <label className="tick">
      <span className="visually-hidden">Select all on this page</span>
      <input type="checkbox" onChange={(event) => tickAll(event.currentTarget.checked)} />
    </label>
  );
}

/**
 * Keyset paging: the links carry where the next or the previous page begins.
 * @param shown a few words such as `50 of 4,112` or `1–50`
 */
export function Pager({
  next,
  previous,
  shown,
}: {
  next?: string | null;
  previous?: string | null;
  shown: string;
}) {
  if (!next && !previous) return <p className="pager">{shown}</p>;
  return (
    <nav className="pager" aria-label="Pages">
      <span>{shown}</span>
      <span className="pager-links">
        {previous ? (
          <Link to={previous} rel="prev" prefetch="intent" className="button button-quiet">
            <Icon name="back" size={12} /> Previous
          </Link>
        ) : null}
        {next ? (
          <Link to={next} rel="next" prefetch="intent" className="button button-quiet">
            Next <Icon name="chevron" size={12} />
          </Link>
        ) : null}
      </span>
    </nav>
  );
}

/**
 * Filters of a list. They are posted as GET, so the address of the page remembers them.
 * @param action address of the list; the page itself by default
 */
export function FilterBar({ children, action }: { children: ReactNode; action?: string }) {
  return (
    <Form method="get" action={action} className="filter-bar" role="search">
      {children}
      <button type="submit" className="button button-quiet">
        Show
      </button>
    </Form>
  );
}

/** The filters in force. Each leads to the same list without it. */
export function FilterChips({ items }: { items: { label: string; to: string }[] }) {
  if (items.length === 0) return null;
  return (
    <ul className="chips" aria-label="Filters in force">
      {items.map((item) => (
        <li key={item.label}>
          <Link to={item.to} className="chip">
            {item.label}
            <Icon name="cross" size={10} />
            <span className="visually-hidden">, remove this filter</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
