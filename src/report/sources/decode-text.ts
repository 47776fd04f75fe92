/**
 * The text of a file that a person may have saved: UTF-8, or, where its bytes are none, what Excel on Windows writes as
 * plain “CSV” in western Europe. Read as UTF-8 that would leave a hole in every name with an accent.
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // As a stream, because Node 20 decodes a whole text as Latin-1 and loses its dashes and quotation marks.
    return new TextDecoder('windows-1252').decode(bytes, { stream: true });
  }
}
