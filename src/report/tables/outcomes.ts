import type { Table } from './table.ts';

const COLUMNS = ['month', 'team', 'qa_calls_checked', 'qa_check_passed', 'near_misses_reported', 'incidents'] as const;

/** CSV-9: what only the organisation knows about behaviour at work. An empty form to fill in; its figures are never merged into scores. */
export const outcomes: Table<(typeof COLUMNS)[number]> = {
  name: 'outcomes',
  title: 'Outcomes at work (to fill in)',
  columns: COLUMNS,
  rows: () => [],
};
