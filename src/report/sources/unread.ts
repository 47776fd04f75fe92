/** Why bytes could not be read, to stand after a colon. Browsers and Node name the fault of a cut gzip file differently. */
export function whyUnread(error: unknown): string {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (error instanceof TypeError || code.startsWith('Z')) return 'it is no whole gzip file';
  return error instanceof Error ? error.message : String(error);
}

/** What to do with a Moodle download as Excel, and the like. */
export const SPREADSHEET = 'it is a zip or a spreadsheet: save it as CSV first';
