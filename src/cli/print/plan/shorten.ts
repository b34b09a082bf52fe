/** `text` with at most so many UTF-16 units, `…` where it was cut, and no half of a character. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The part of a text from this unit on, `…` where something stands before it. */
export function cutBefore(text: string, from: number): string {
  return from <= 0 ? text : `…${text.slice(from).replace(/^[\udc00-\udfff]/, '')}`;
}
