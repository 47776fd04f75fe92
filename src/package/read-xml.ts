import { create } from 'xmlbuilder2';

/** An element as something to ask. */
export interface XmlElement {
  name: string;
  namespace: string;
  attributes: Record<string, string>;
  /** Text of the element and everything in it, trimmed. */
  text: string;
  children: XmlElement[];
}

/** A file of the package as XML, or the sentence that says why it is none. */
export function readXml(
  files: ReadonlyMap<string, Uint8Array>,
  path: string,
): { problem: null; root: XmlElement } | { problem: string } {
  try {
    const { node } = create(new TextDecoder().decode(files.get(path))).root();
    return { problem: null, root: read(node as unknown as DomElement) };
  } catch (cause) {
    return { problem: `${path} is not well-formed XML: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}

/** The part of the DOM that is read here. */
interface DomElement {
  nodeType: number;
  localName: string;
  namespaceURI: string | null;
  textContent: string | null;
  attributes: Iterable<{ name: string; value: string }>;
  childNodes: Iterable<DomElement>;
}

function read(node: DomElement): XmlElement {
  return {
    name: node.localName,
    namespace: node.namespaceURI ?? '',
    attributes: Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])),
    text: (node.textContent ?? '').trim(),
    children: [...node.childNodes].filter((child) => child.nodeType === 1).map(read),
  };
}
