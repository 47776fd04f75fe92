import { parseCsv } from '../csv/parse-csv.ts';
import { mappingFault, suggestMapping, type ColumnMapping } from './column-mapping.ts';

/** An LMS's export, opened: its columns, its rows, and what its columns probably are. */
export interface OpenTable {
  header: readonly string[];
  rows: readonly (readonly string[])[];
  /** Lines with a quotation mark that is not closed. */
  stray: readonly number[];
  suggested: ColumnMapping;
  /** Why it cannot be read like that, as a sentence; null when it can. */
  fault: string | null;
}

/** Opens the text of an export: comma, semicolon or tab. */
export function openTable(text: string): OpenTable {
  const stray: number[] = [];
  const [header = [], ...rows] = parseCsv(text, (line) => stray.push(line));
  const suggested = suggestMapping(header);
  return { header, rows, stray, suggested, fault: mappingFault(suggested) };
}
