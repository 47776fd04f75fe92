/** Why bytes could not be read, to stand after a colon. Browsers and Node name the fault of a cut gzip file differently. */
export function whyUnread(error: unknown): string {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (error instanceof TypeError || code.startsWith('Z')) return 'it is no whole gzip file';
  return error instanceof Error ? error.message : String(error);
}
