import { LineCounter, parseDocument } from 'yaml';
import type { Mistake, Source } from './mistakes.ts';

/** Reads YAML (1.2) and keeps its positions. Syntax errors come back as mistakes, all of them. */
export function readSource(file: string, text: string): { source: Source; mistakes: Mistake[] } {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const mistakes = doc.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { file, line, column: col, path: '', message: `this is not valid YAML: ${error.message}` };
  });
  return { source: { file, doc, lines, data: mistakes.length > 0 ? undefined : doc.toJS() }, mistakes };
}
