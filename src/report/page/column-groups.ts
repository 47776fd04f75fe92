import type { ShownTable } from '../desk.ts';

/** Columns that are one thing told many times: `Response 1`, `Response 2`, … */
export interface ColumnGroup {
  title: string;
  /** Their places in the header. */
  columns: number[];
  samples: string[];
}

const SAMPLE_LENGTH = 40;

/** The columns of an export; those whose names differ by a number only are one. */
export function columnGroups({ header, sample }: Pick<ShownTable, 'header' | 'sample'>): ColumnGroup[] {
  const groups = new Map<string, ColumnGroup>();
  header.forEach((title, at) => {
    const key = title.replaceAll(/\d+/g, '#').trim();
    const group = groups.get(key);
    if (group) return group.columns.push(at);
    const samples = sample.flatMap((row) => shortened((row[at] ?? '').trim()) || []);
    return groups.set(key, { title: title.trim() || `column ${at + 1}`, columns: [at], samples });
  });
  return [...groups.values()].map((group) => ({
    ...group,
    title: group.columns.length > 1 ? `${group.title} … ${header[group.columns.at(-1) ?? 0]?.trim()}` : group.title,
  }));
}

const shortened = (text: string): string => (text.length > SAMPLE_LENGTH ? `${text.slice(0, SAMPLE_LENGTH)}…` : text);
