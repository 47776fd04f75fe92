import { listIn } from './statement-list.ts';

/** A JSON value found in a stream, or why there is none. */
export type Piece = { kind: 'value'; value: unknown } | { kind: 'left-out'; reason: 'not-json' | 'too-long' };

/** Longer statements than this nobody's course writes; they are not even parsed. */
const LONGEST = 1_000_000;

/**
 * Cuts text into JSON objects as it comes: one in a line, a list, or one `{"statements": […]}` or several. Only one
 * object is held in memory at a time, however long the text is.
 */
export class JsonPieces {
  /** `listed`: objects in the list of an answer; `after`: behind that list, up to the end of the answer. */
  #mode: 'start' | 'lines' | 'objects' | 'listed' | 'after' = 'start';
  #rest = '';
  /** Of all but `lines`: where in `rest` to go on, how deep we are, and whether inside a text. */
  #at = 0;
  #depth = 0;
  #inText = false;
  #tooLong = false;

  /** The objects that are whole now, each made as it is asked for: it can be forgotten before the next. All have to be taken. */
  *push(text: string): Generator<Piece> {
    this.#rest += text;
    yield* this.#cut(false);
  }

  /** What was left at the end. */
  *end(): Generator<Piece> {
    yield* this.#cut(true);
    const isCut = this.#mode === 'listed' || this.#mode === 'after';
    const rest = this.#mode === 'lines' || this.#depth > 0 ? this.#rest : '';
    this.#rest = '';
    if (this.#tooLong) yield { kind: 'left-out', reason: 'too-long' };
    else if (isCut || rest.trim() !== '') yield parsed(rest);
  }

  *#cut(isEnd: boolean): Generator<Piece> {
    while (this.#mode !== 'start' || this.#begin(isEnd)) {
      if (this.#mode === 'lines') return yield* this.#lines();
      if (this.#mode !== 'after') yield* this.#objects();
      // Behind one answer there may be another.
      if (this.#mode !== 'after' || !this.#passAnswer()) return;
    }
  }

  /** Tells lines from lists by the beginning; false while that is too short. A byte order mark is no part of JSON. */
  #begin(isEnd: boolean): boolean {
    this.#rest = this.#rest.replace(/^[\s\uFEFF]+/, '');
    const rest = this.#rest;
    if (rest === '') return false;
    // Neither list nor object: its lines are told as what they are.
    if (!rest.startsWith('{')) {
      this.#mode = rest.startsWith('[') ? 'objects' : 'lines';
      return true;
    }
    const list = listIn(rest);
    if (list) {
      this.#mode = 'listed';
      this.#rest = rest.slice(list);
      return true;
    }
    // The second line tells as well, where the first was cut.
    const lines = rest.split('\n', 3);
    const whole = isEnd ? lines : lines.slice(0, -1);
    const inLines = whole.slice(0, 2).some(isObjectText);
    if (!inLines && !isEnd && (list === null || whole.length < 2) && rest.length < LONGEST) return false;
    this.#mode = inLines ? 'lines' : 'objects';
    return true;
  }

  *#lines(): Generator<Piece> {
    let from = 0;
    for (let to = this.#rest.indexOf('\n'); to >= 0; to = this.#rest.indexOf('\n', from)) {
      const line = this.#rest.slice(from, to);
      from = to + 1;
      if (this.#tooLong) {
        this.#tooLong = false;
        yield { kind: 'left-out', reason: 'too-long' };
      } else if (line.trim() !== '') yield parsed(line);
    }
    this.#rest = this.#rest.slice(from);
    this.#dropTooLong();
  }

  *#objects(): Generator<Piece> {
    const rest = this.#rest;
    let start = this.#depth > 0 ? 0 : -1;
    let at = this.#at;
    for (; at < rest.length; at += 1) {
      const code = rest.charCodeAt(at);
      if (this.#inText) {
        if (code === 92) at += 1;
        else if (code === 34) this.#inText = false;
      } else if (code === 34) {
        if (this.#depth > 0) this.#inText = true;
      } else if (code === 123) {
        if (this.#depth === 0) start = at;
        this.#depth += 1;
      } else if (code === 125 && this.#depth > 0) {
        this.#depth -= 1;
        if (this.#depth === 0) {
          yield this.#tooLong ? { kind: 'left-out', reason: 'too-long' } : parsed(rest.slice(start, at + 1));
          this.#tooLong = false;
          start = -1;
        }
      } else if (code === 93 && this.#depth === 0 && this.#mode === 'listed') {
        this.#mode = 'after';
        this.#depth = 1;
        at += 1;
        start = at;
        break;
      }
    }
    const kept = start < 0 ? rest.length : start;
    this.#rest = rest.slice(kept);
    this.#at = at - kept;
    // Behind an answer there may be many more, and none of them is too long for it.
    if (this.#mode !== 'after') this.#dropTooLong();
  }

  /** Passes over what an answer says behind its list, texts with braces in them too; false while its end has not come. */
  #passAnswer(): boolean {
    const rest = this.#rest;
    let at = this.#at;
    for (; at < rest.length && this.#depth > 0; at += 1) {
      const code = rest.charCodeAt(at);
      if (this.#inText) {
        if (code === 92) at += 1;
        else if (code === 34) this.#inText = false;
      } else if (code === 34) this.#inText = true;
      else if (code === 123) this.#depth += 1;
      else if (code === 125) this.#depth -= 1;
    }
    this.#rest = rest.slice(at);
    this.#at = Math.max(0, at - rest.length);
    if (this.#depth === 0) this.#mode = 'start';
    return this.#depth === 0;
  }

  /** Text of an object that is too long is dropped as it comes. */
  #dropTooLong(): void {
    if (this.#rest.length <= LONGEST && !(this.#tooLong && this.#mode !== 'lines' && this.#depth > 0)) return;
    this.#tooLong = true;
    this.#at = Math.max(0, this.#at - this.#rest.length);
    this.#rest = '';
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
