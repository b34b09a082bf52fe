import type { Answer } from '../../front/call';

/** Members of an answer by their names: a text, members of its own, or nothing. */
export interface Members {
  [name: string]:
    | string
    | number
    | boolean
    | Members
    | undefined
    | Members[]
    | readonly [member: string, all: readonly (string | Members)[]];
}

/** The XML of members, in their order; a pair is a list and the name of its members. */
function xmlOf(members: Members): string {
  return Object.entries(members)
    .map(([name, value]) => (value === undefined ? '' : `<${name}>${inner(value)}</${name}>`))
    .join('');
}

function inner(value: NonNullable<Members[string]>): string {
  if (Array.isArray(value)) {
    const [member, all] = value as unknown as [string, (string | Members)[]];
    return all
      .map((one) => `<${member}>${typeof one === 'string' ? escaped(one) : xmlOf(one)}</${member}>`)
      .join('');
  }
  return typeof value === 'object' ? xmlOf(value as Members) : escaped(String(value));
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The answer of an operation of the query protocol, in the namespace of its API. */
export function queryAnswer(namespace: string, action: string, members: Members): Answer {
  const result = `<${action}Result>${xmlOf(members)}</${action}Result>`;
  const body = `<${action}Response xmlns="${namespace}">${result}</${action}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: Buffer.from(body) };
}
