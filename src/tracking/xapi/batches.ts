/** Most that goes into one request: small enough for a closing page to send, and for servers behind a proxy. */
const MOST_STATEMENTS = 25;
const MOST_BYTES = 48 * 1024;

/** Statements in the same order, in parts of at most 25 and of 48 KiB of UTF-8; a larger one goes alone. */
export function batches<T>(statements: readonly T[]): T[][] {
  const parts: T[][] = [];
  let bytes = Infinity;
  for (const statement of statements) {
    const size = new TextEncoder().encode(JSON.stringify(statement)).length + 1; // and a comma
    const last = parts.at(-1);
    // The brackets round the list take two.
    if (last && last.length < MOST_STATEMENTS && bytes + size < MOST_BYTES - 1) {
      last.push(statement);
      bytes += size;
    } else {
      parts.push([statement]);
      bytes = size;
    }
  }
  return parts;
}
