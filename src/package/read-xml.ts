import { SaxesParser } from 'saxes';

/** An element as something to ask. */
export interface XmlElement {
  name: string;
  namespace: string;
  /** By their name as written, prefix included. */
  attributes: Record<string, string>;
  /** An attribute by its name without prefix; without a namespace, one that has none. */
  attribute(name: string, namespace?: string): string | undefined;
  /** Text of the element and everything in it, trimmed. */
  text: string;
  children: XmlElement[];
}

const LARGEST = 5_000_000;
const DEEPEST = 100;

/**
 * A file of the package as XML, or the sentence that says why it is none. A document type is refused: its entities can
 * name files and addresses, or grow without end, and no manifest needs one.
 */
export function readXml(
  files: ReadonlyMap<string, Uint8Array>,
  path: string,
): { problem: null; root: XmlElement } | { problem: string } {
  const bytes = files.get(path) ?? new Uint8Array();
  if (bytes.length > LARGEST) return { problem: `${path} is larger than ${LARGEST / 1e6} MB: no manifest is.` };
  try {
    return { problem: null, root: parse(decode(bytes)) };
  } catch (cause) {
    return { problem: `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}

/** The element and everything in it, in the order of the file. */
export const elements = (root: XmlElement): XmlElement[] => [root, ...root.children.flatMap(elements)];

/** By its byte order mark, else by what the XML declaration says, else as UTF-8. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/.exec(start)?.[1];
  return new TextDecoder(declared ?? 'utf-8').decode(bytes);
}

function parse(xml: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  parser.on('doctype', () => {
    throw new Error('it declares a document type, which can reach outside the package; remove it.');
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length === DEEPEST) throw new Error(`its elements are nested more than ${DEEPEST} deep.`);
    const list = Object.values(attributes);
    const element: XmlElement = {
      name: local,
      namespace: uri,
      attributes: Object.fromEntries(list.map(({ name, value }) => [name, value])),
      attribute: (name, namespace = '') => list.find((each) => each.local === name && each.uri === namespace)?.value,
      text: '',
      children: [],
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const addText = (text: string) => open.forEach((element) => (element.text += text));
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed) closed.text = closed.text.trim();
  });
  parser.write(xml).close(); // throws at the first mistake, with its line and column
  if (!root) throw new Error('it holds no element.');
  return root;
}
