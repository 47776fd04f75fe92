/**
 * Where the statements begin in what a record store answers, `{"statements": […], "more": "…"}` with its keys in any
 * order: behind their `[`. 0 for a text that is no such answer; null while it is too short to tell.
 */
export function listIn(text: string): number | null {
  let depth = 0;
  let word = '';
  let key = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '"') {
      const end = endOfText(text, at + 1);
      if (end === null) return null;
      // No JSON text goes over a line: this one was cut.
      if (text.charAt(end) === '\n') return 0;
      if (depth === 1) word = text.slice(at + 1, end);
      at = end;
    } else if (sign === '[' && depth === 1 && key === 'statements') return at + 1;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') {
      depth -= 1;
      if (depth <= 0) return 0;
    } else if (depth === 1 && sign === ':') key = word;
    else if (depth === 1 && sign === ',') key = '';
  }
  return null;
}

/** Where a text ends: at its quotation mark, or at a line break that should not be there; null while neither has come. */
function endOfText(text: string, from: number): number | null {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 92) at += 1;
    else if (code === 34 || code === 10) return at;
  }
  return null;
}
