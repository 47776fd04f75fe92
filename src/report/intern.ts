/** Keeps one copy of texts and lists that come again with every learner, so that memory grows with learners and answers and not with bytes read. */
export class Interner {
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();

  text<T extends string>(text: T): T {
    const known = this.#texts.get(text);
    if (known !== undefined) return known as T;
    this.#texts.set(text, text);
    return text;
  }

  list(list: readonly string[]): readonly string[] {
    const key = list.length === 1 ? (list[0] ?? '') : list.join('\n');
    const known = this.#lists.get(key);
    // A text with a line break in it could look like two.
    if (known && known.length === list.length) return known;
    const own = list.map((text) => this.text(text));
    this.#lists.set(key, own);
    return own;
  }
}
