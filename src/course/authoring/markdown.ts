import { Marked, type Token, type Tokens } from 'marked';
import type { Block, Inline, RichText } from '../text.ts';

const marked = new Marked({ gfm: false });

/** Markdown the course does not use; the message says what to write instead. */
export class MarkdownError extends Error {}

/**
 * One paragraph of Markdown as data the player draws without any HTML parsing.
 * A text without markup stays a plain string.
 * @throws MarkdownError on raw HTML, images, headings, lists or an unsafe link
 */
export function parseInline(source: string): RichText {
  const blocks = parseBlocks(source);
  const [only] = blocks;
  if (blocks.length !== 1 || only?.kind !== 'paragraph') throw new MarkdownError('expected one paragraph of text');
  return only.text;
}

/** Paragraphs and lists of Markdown as data. @throws MarkdownError as parseInline does */
export function parseBlocks(source: string): Block[] {
  const blocks = marked.lexer(source).flatMap(block);
  if (blocks.length === 0) throw new MarkdownError('expected some text');
  return blocks;
}

function block(token: Token): Block[] {
  switch (token.type) {
    case 'space':
      return [];
    case 'paragraph':
    case 'text':
      return [{ kind: 'paragraph', text: simplify(inlines((token as Tokens.Paragraph).tokens ?? [])) }];
    case 'list':
      return [
        {
          kind: 'list',
          ordered: (token as Tokens.List).ordered,
          items: (token as Tokens.List).items.map((item) =>
            simplify(item.tokens.flatMap((t) => inlines((t as Tokens.Text).tokens ?? []))),
          ),
        },
      ];
    case 'heading':
      return [{ kind: 'heading', text: simplify(inlines((token as Tokens.Heading).tokens ?? [])) }];
    default:
      throw new MarkdownError(`${token.type} is not used in course text: "${token.raw.trim().slice(0, 40)}"`);
  }
}

function inlines(tokens: Token[]): Inline[] {
  return tokens.flatMap((token): Inline[] => {
    switch (token.type) {
      case 'text':
      case 'escape':
        return [unescape((token as Tokens.Text).text)];
      case 'strong':
        return [{ kind: 'strong', text: plain(inlines((token as Tokens.Strong).tokens)) }];
      case 'em':
        return [{ kind: 'em', text: plain(inlines((token as Tokens.Em).tokens)) }];
      case 'link':
        return [link(token as Tokens.Link)];
      default:
        throw new MarkdownError(`${token.type} is not used in course text: "${token.raw.trim().slice(0, 40)}"`);
    }
  });
}

function link({ href, tokens }: Tokens.Link): Inline {
  const text = plain(inlines(tokens));
  const term = /^glossary:([a-z0-9-]+)$/.exec(href);
  if (term?.[1]) return { kind: 'term', id: term[1], text };
  const page = /^page:([a-zA-Z0-9/-]+)$/.exec(href);
  if (page?.[1]) return { kind: 'page', location: page[1], text };
  if (!href.startsWith('https://'))
    throw new MarkdownError(`a link goes to https://…, glossary:term or page:location, not to "${href}"`);
  return { kind: 'link', href, text };
}

/** marked's text tokens keep HTML entities for its own renderer; ours shows text as it is. */
const unescape = (s: string): string =>
  s.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
  );

const plain = (list: Inline[]): string => list.map((i) => (typeof i === 'string' ? i : i.text)).join('');

const simplify = (list: Inline[]): RichText => (list.every((i) => typeof i === 'string') ? list.join('') : list);
