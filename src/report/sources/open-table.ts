import { parseCsv } from '../csv/parse-csv.ts';
import { mappingFault, suggestMapping, type ColumnMapping } from './column-mapping.ts';

/** An LMS's export, opened: its columns, its rows, and what its columns probably are. */
export interface OpenTable {
  header: readonly string[];
  rows: readonly (readonly string[])[];
  suggested: ColumnMapping;
  /** Why it cannot be read like that, as a sentence; null when it can. */
  fault: string | null;
}

/** Opens the text of an export: comma, semicolon or tab. */
export function openTable(text: string): OpenTable {
  const [header = [], ...rows] = parseCsv(text);
  const suggested = suggestMapping(header);
  return { header, rows, suggested, fault: mappingFault(suggested) };
}
