import type { KeyboardEvent } from 'react';

/** How an arrow key moves through the grid when days are columns: rows, then days. */
const steps: Record<string, [row: number, day: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Enter: [0, 1],
};

export const cellsIn = (table: HTMLTableElement): HTMLInputElement[] => [
  ...table.querySelectorAll<HTMLInputElement>('input[data-row]'),
];

const positionOf = ({ dataset }: HTMLInputElement): [row: number, day: number] => [
  Number(dataset['row']),
  Number(dataset['day']),
];

/** On a phone days are rows, so up and down move through the days. */
const daysAreRows = (table: HTMLTableElement) => getComputedStyle(table).gridAutoFlow.startsWith('column');

/** Inside of a text, left and right move the caret until it stands at the edge. */
function leavesTheText(key: string, cell: HTMLInputElement): boolean {
  const { selectionStart, selectionEnd, value } = cell;
  const allSelected = selectionStart === 0 && selectionEnd === value.length;
  if (allSelected || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return true;
  return key === 'ArrowLeft' ? selectionEnd === 0 : selectionStart === value.length;
}

/** The next cell in that direction that can be typed into; days outside of the assignment are passed over. */
function neighbor(cells: HTMLInputElement[], [row, day]: [number, number], [down, right]: [number, number]) {
  for (let reach = 1; reach <= 20; reach += 1) {
    const found = cells.find((cell) => {
      const [otherRow, otherDay] = positionOf(cell);
      return otherRow === row + down * reach && otherDay === day + right * reach;
    });
    if (found) return found;
  }
  return undefined;
}

/** Arrows move from cell to cell, `=` calls `copyLastWeek`, Enter goes on to the next day instead of sending the form. */
export function handleHourKey(event: KeyboardEvent<HTMLInputElement>, copyLastWeek: () => void): void {
  const cell = event.currentTarget;
  const table = cell.closest('table');
  if (!table || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '=') {
    event.preventDefault();
    copyLastWeek();
    return;
  }
  const step = steps[event.key];
  if (!step || !leavesTheText(event.key, cell)) return;
  event.preventDefault();
  const turned: [number, number] = daysAreRows(table) && event.key !== 'Enter' ? [step[1], step[0]] : step;
  neighbor(cellsIn(table), positionOf(cell), turned)?.focus();
}
