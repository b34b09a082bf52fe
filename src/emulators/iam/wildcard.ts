/** Whether a text is what an IAM pattern means: `*` is any text, `?` any one character, everything else itself. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 's').test(text);
}
