/** An element of XML: its name, and its text or its elements. */
export interface XmlElement {
  name: string;
  content: string | XmlElement[];
}

/** Reads elements that stand side by side, without attributes and namespaces, as calls of AWS have them. */
export function readElements(text: string): XmlElement[] {
  const found: XmlElement[] = [];
  const start = /<([\w-]+)((?:\s[^>]*?)?)(\/?)>/g;
  for (let match = start.exec(text); match !== null; match = start.exec(text)) {
    const [, name = '', , isEmpty] = match;
    const end = isEmpty === '/' ? start.lastIndex : endOf(text, name, start.lastIndex);
    const inner = isEmpty === '/' ? '' : text.slice(start.lastIndex, end - `</${name}>`.length);
    found.push({ name, content: inner.includes('<') ? readElements(inner) : inner });
    start.lastIndex = end;
  }
  return found;
}

/** Where the element that began before a place ends: an element may have one of its own name in it. */
function endOf(text: string, name: string, from: number): number {
  const tag = new RegExp(`<(/?)${name}(?:\\s[^>]*?)?(/?)>`, 'g');
  tag.lastIndex = from;
  for (let depth = 1, match = tag.exec(text); match !== null; match = tag.exec(text)) {
    if (match[2] !== '/') depth += match[1] === '/' ? -1 : 1;
    if (depth === 0) return tag.lastIndex;
  }
  return text.length;
}

/** The XML of elements. */
export function writeElements(elements: readonly XmlElement[]): string {
  return elements.map(({ name, content }) => `<${name}>${writeContent(content)}</${name}>`).join('');
}

const writeContent = (content: XmlElement['content']): string =>
  typeof content === 'string' ? content : writeElements(content);

/** What was written, with what is missing in it from what others filled in; elements of a list are taken in their order. */
export function filledFrom(written: XmlElement[], filled: readonly XmlElement[]): XmlElement[] {
  const left = [...filled];
  const both = written.map((one) => {
    const at = left.findIndex(({ name }) => name === one.name);
    const [other] = at === -1 ? [] : left.splice(at, 1);
    return typeof one.content === 'string' || other === undefined || typeof other.content === 'string'
      ? one
      : { name: one.name, content: filledFrom(one.content, other.content) };
  });
  const names = new Set(written.map(({ name }) => name));
  return [...both, ...left.filter(({ name }) => !names.has(name))];
}
