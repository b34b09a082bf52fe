import type { Call } from '../front/call';
import type { Input } from './input';
import type { Operation } from './service-rules';

interface Branch {
  [name: string]: string | Branch;
}

/** A call of the query protocol, whose form is its body, or its address where it has none. */
export function readForm({ body, path }: Call): Operation {
  const form = new URLSearchParams(body.toString('utf8') || new URL(path, 'http://query').search);
  return { name: form.get('Action') ?? '', input: inputOfForm(form) };
}

/**
 * The parameters of a call in AWS's query protocol, where a list is written `Name.1`, `Name.member.1` or, after the name of
 * its elements, `Names.Name.1` (smithy.io/2.0/aws/protocols/aws-query-protocol.html).
 */
export function inputOfForm(form: URLSearchParams): Input {
  const root = branch();
  for (const [path, value] of form) plant(root, path.split('.'), value);
  return grown(root) as Input;
}

function plant(root: Branch, path: string[], value: string): void {
  const last = path.pop() ?? '';
  let at = root;
  for (const name of path) {
    const next = at[name];
    at = typeof next === 'object' ? next : (at[name] = branch());
  }
  at[last] = value;
}

function grown(node: string | Branch): unknown {
  if (typeof node === 'string') return node;
  const names = Object.keys(node);
  if (names.length > 0 && names.every((name) => /^\d+$/.test(name))) return Object.values(node).map(grown);
  const entries = Object.entries(node).map(([name, value]) => [name, grown(value)] as const);
  const [[, only] = [], ...others] = entries;
  return others.length === 0 && Array.isArray(only) ? only : Object.fromEntries(entries);
}

/** A caller chooses the names, so there is nothing that they could inherit. */
function branch(): Branch {
  return Object.create(null) as Branch;
}
