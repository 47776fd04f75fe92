/** Why bytes could not be read, to stand after a colon. Browsers and Node name the fault of a cut gzip file differently. */
export function whyUnread(error: unknown): string {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (error instanceof TypeError || code.startsWith('Z')) return 'it is no whole gzip file';
  return error instanceof Error ? error.message : String(error);
}

/** Whether it is a zip, which spreadsheets are too: every one begins with its inventor's initials. */
export const isSpreadsheet = (text: string): boolean => text.startsWith('PK');

/** What to do with a Moodle download as Excel, and the like. */
export const SPREADSHEET = 'it is a zip or a spreadsheet: save it as CSV first';
