/** A run of text inside a paragraph. */
export type Inline =
  | string
  | { kind: 'em' | 'strong'; text: string }
  | { kind: 'link'; href: string; text: string }
  | { kind: 'page'; location: string; text: string }
  | { kind: 'term'; id: string; text: string };

/** One paragraph: a plain string where there is no markup, which is nearly always. */
export type RichText = string | Inline[];

/** A paragraph, a list or a small heading of longer text. */
export type Block =
  | { kind: 'paragraph'; text: RichText }
  | { kind: 'heading'; text: RichText }
  | { kind: 'list'; ordered: boolean; items: RichText[] };

/** The words of a rich text without its markup, for names, records and reading-level checks. */
export function plainText(text: RichText): string {
  return typeof text === 'string' ? text : text.map((i) => (typeof i === 'string' ? i : i.text)).join('');
}
