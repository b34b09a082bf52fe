import type { Call } from './call';

/** The request of a call as it was signed: with the headers that its signature names and no others, and without a body. */
export function signedRequestOf({ method, path, headers }: Call, signedHeaders: readonly string[]) {
  const [pathname = '/', ...rest] = path.split('?');
  const texts = signedHeaders.map((name) => [name, [headers[name] ?? ''].flat().join(',')]);
  return {
    method,
    protocol: 'http:',
    hostname: 'emulator',
    path: pathname,
    query: queryOf(rest.join('?')),
    headers: Object.fromEntries(texts) as Record<string, string>,
  };
}

/** A query as it was before it was encoded; a name that comes twice has a list. */
function queryOf(text: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const pair of text.split('&').filter(Boolean)) {
    const [name = '', ...value] = pair.split('=').map(decoded);
    const before = query[name];
    const now = value.join('=');
    query[name] = before === undefined ? now : [before, now].flat();
  }
  return query;
}

/** What cannot be decoded cannot have been signed. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
