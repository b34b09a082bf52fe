import { type Input, structuresAt, textAt } from './input';

/** Tags by their keys, from a list of structures or from one structure, however the service spells its members. */
export function tagsIn(input: Input, name: string): Record<string, string> {
  const listed = structuresAt(input, name);
  const pairs = listed.flatMap((one): [string, unknown][] => {
    const key = textAt(one, 'Key', 'key', 'TagKey');
    return key === undefined ? Object.entries(one) : [[key, textAt(one, 'Value', 'value', 'TagValue') ?? '']];
  });
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

/** Tags by their keys, as the XML of EC2's `DescribeTags` lists them. */
export function tagsInXml(xml: string): Record<string, string> {
  const pairs = [...xml.matchAll(/<item>(.*?)<\/item>/gs)].map(([, item = '']) => [
    unescaped(/<key>(.*?)<\/key>/s.exec(item)?.[1] ?? ''),
    unescaped(/<value>(.*?)<\/value>/s.exec(item)?.[1] ?? ''),
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** The tags in a JSON answer with a list `Tags`; none where the answer is empty. */
export function tagsInJson(text: string): Record<string, string> {
  return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'Tags');
}
