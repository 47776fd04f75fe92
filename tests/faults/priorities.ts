/** The fault table's rows by area, in order: each digit is one row's priority. 1 blocks a release, 2 general use, 3 later. */
const AREAS = {
  A: '11221222111211211112112232',
  B: '112112121122122',
  C: '1111212212322112112132',
  D: '112112212',
  E: '12111111222212',
  F: '11221212112322212222',
  G: '1121212123',
  H: '2223312',
} as const;

type Priority = 1 | 2 | 3;

/** Every row of the table. */
export const table: readonly { id: string; priority: Priority }[] = Object.entries(AREAS).flatMap(([area, digits]) =>
  [...digits].map((digit, n) => ({
    id: `${area}${String(n + 1).padStart(2, '0')}`,
    priority: Number(digit) as Priority,
  })),
);

/** Rows that are about the trainer's report and are covered by its own tests. */
export const REPORT_ROWS: readonly string[] = ['F02', 'F05'];

/** Why a row of the table is not in this bench. Whatever is missing here and has no row is simply not covered yet. */
export const NOT_HERE: Readonly<Record<string, string>> = {
  A25: 'the course never relies on an empty value: its place is in the saved attempt (priority 3)',
  C21: 'the document with the further attempt wins whenever both are seen, in the unit tests (priority 3)',
  E14: '`npm run mutate` is a run of its own, because it takes long',
  F02: 'about the trainer’s report',
  F05: 'about the trainer’s report',
  F11: 'the report asks for a read-only key and never probes; its page is tested with the report',
  F12: 'about the trainer’s report',
  H04: 'an LMS that rewrites HTML is not simulated (priority 3)',
  H05: 'no old browser is at hand (priority 3)',
};
