/** A JSON value found in a stream, or why there is none. */
export type Piece = { kind: 'value'; value: unknown } | { kind: 'left-out'; reason: 'not-json' | 'too-long' };

/** Longer statements than this nobody's course writes; they are not even parsed. */
const LONGEST = 1_000_000;
/** What an LRS or an export puts round its statements. */
const WRAPPED = /^\s*\{\s*"statements"\s*:\s*\[/;

/**
 * Cuts text into JSON objects as it comes: one in a line, a list, or `{"statements": […]}`. Only one object is held in
 * memory at a time, however long the text is.
 */
export class JsonPieces {
  private mode: 'start' | 'lines' | 'objects' = 'start';
  private rest = '';
  /** Of `objects`: where in `rest` to go on, how deep we are, and whether inside a text. */
  private at = 0;
  private depth = 0;
  private inText = false;
  private tooLong = false;

  /** The objects that are whole now, each made as it is asked for: it can be forgotten before the next. All have to be taken. */
  *push(text: string): Generator<Piece> {
    this.rest += text;
    if (this.mode === 'start' && !this.begin(false)) return;
    yield* this.mode === 'lines' ? this.lines() : this.objects();
  }

  /** What was left at the end. */
  *end(): Generator<Piece> {
    if (this.mode === 'start') this.begin(true);
    yield* this.mode === 'lines' ? this.lines() : this.objects();
    const rest = this.mode === 'lines' || this.depth > 0 ? this.rest : '';
    this.rest = '';
    if (this.tooLong) yield { kind: 'left-out', reason: 'too-long' };
    else if (rest.trim() !== '') yield parsed(rest);
  }

  /** Tells lines from lists by the beginning. A byte order mark is no part of JSON. */
  private begin(isEnd: boolean): boolean {
    this.rest = this.rest.replace(/^[\s\uFEFF]+/, '');
    const wrapped = WRAPPED.exec(this.rest);
    const newline = this.rest.indexOf('\n');
    if (!isEnd && !wrapped && newline < 0 && this.rest.length < LONGEST) return false;
    if (wrapped) this.rest = this.rest.slice(wrapped[0].length);
    const first = newline < 0 ? this.rest : this.rest.slice(0, newline);
    this.mode = !wrapped && (isEnd || newline >= 0) && isObjectText(first) ? 'lines' : 'objects';
    // Neither list nor object: its lines are told as what they are.
    if (!wrapped && !/^[[{]/.test(this.rest)) this.mode = 'lines';
    return true;
  }

  private *lines(): Generator<Piece> {
    let from = 0;
    for (let to = this.rest.indexOf('\n'); to >= 0; to = this.rest.indexOf('\n', from)) {
      const line = this.rest.slice(from, to);
      from = to + 1;
      if (this.tooLong) {
        this.tooLong = false;
        yield { kind: 'left-out', reason: 'too-long' };
      } else if (line.trim() !== '') yield parsed(line);
    }
    this.rest = this.rest.slice(from);
    this.dropTooLong();
  }

  private *objects(): Generator<Piece> {
    const { rest } = this;
    let start = this.depth > 0 ? 0 : -1;
    let at = this.at;
    for (; at < rest.length; at += 1) {
      const code = rest.charCodeAt(at);
      if (this.inText) {
        if (code === 92) at += 1;
        else if (code === 34) this.inText = false;
      } else if (code === 34) {
        if (this.depth > 0) this.inText = true;
      } else if (code === 123) {
        if (this.depth === 0) start = at;
        this.depth += 1;
      } else if (code === 125 && this.depth > 0) {
        this.depth -= 1;
        if (this.depth === 0) {
          yield this.tooLong ? { kind: 'left-out', reason: 'too-long' } : parsed(rest.slice(start, at + 1));
          this.tooLong = false;
          start = -1;
        }
      }
    }
    const kept = start < 0 ? rest.length : start;
    this.rest = rest.slice(kept);
    this.at = at - kept;
    this.dropTooLong();
  }

  /** Text of an object that is too long is dropped as it comes. */
  private dropTooLong(): void {
    if (this.rest.length <= LONGEST && !(this.tooLong && this.mode === 'objects' && this.depth > 0)) return;
    this.tooLong = true;
    this.at = Math.max(0, this.at - this.rest.length);
    this.rest = '';
  }
}

function parsed(text: string): Piece {
  if (text.length > LONGEST) return { kind: 'left-out', reason: 'too-long' };
  try {
    return { kind: 'value', value: JSON.parse(text) };
  } catch {
    return { kind: 'left-out', reason: 'not-json' };
  }
}

const isObjectText = (text: string): boolean => {
  const piece = text.length <= LONGEST && text.startsWith('{') ? parsed(text) : null;
  return piece?.kind === 'value';
};
