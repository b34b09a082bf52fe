/** `text` cut to so many bytes of UTF-8, never within a character. */
export function cutTo(bytes: number, text: string): string {
  const whole = Buffer.from(text);
  if (whole.length <= bytes) return text;
  const kept = new TextDecoder().decode(whole.subarray(0, bytes - 3)).replace(/\uFFFD$/, '');
  return `${kept}…`;
}

/** `text` cut to so many UTF-16 units, by which a schema's `max` counts; never within a character. */
export function cutAt(units: number, text: string): string {
  if (text.length <= units) return text;
  return `${text.slice(0, units - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
