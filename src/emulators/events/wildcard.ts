/**
 * The literal texts of a wildcard, between its stars. As EventBridge, throws for stars side by side, and for a backslash before
 * anything but a star or a backslash.
 */
export function literalsOf(wildcard: string): string[] {
  const literals = [''];
  for (const part of wildcard.match(/\\[\s\S]?|[\s\S]/g) ?? []) {
    if (part === '*') literals.push('');
    else literals[literals.length - 1] += unescaped(part);
  }
  if (literals.slice(1, -1).includes(''))
    throw new Error(`the wildcard ${JSON.stringify(wildcard)} has stars side by side`);
  return literals;
}

function unescaped(part: string): string {
  if (!part.startsWith('\\')) return part;
  if (part === '\\*' || part === '\\\\') return part.slice(1);
  throw new Error(
    `${JSON.stringify(part)} is no escape of a wildcard: only a star or a backslash is escaped`,
  );
}

/** Whether a text has the literals of a wildcard in their order, the first at its start and the last at its end. */
export function fitsWildcard(wildcard: string, text: string): boolean {
  const [first = '', ...others] = literalsOf(wildcard);
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const literal of others) {
    const found = text.indexOf(literal, at);
    if (found === -1) return false;
    at = found + literal.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
