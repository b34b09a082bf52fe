/**
 * What rules a terminal or deceives a reader: control characters but tab and line end, separators of lines that are no line
 * end, what turns the direction of a text, and what is not seen at all.
 */
const steering = [
  String.raw`[^\P{Cc}\t\n]`,
  String.raw`\p{Bidi_Control}`,
  String.raw`[\u2028\u2029\u00ad\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]`,
  String.raw`[\u{e0000}-\u{e007f}]`,
].join('|');
const escapeSequence = [
  String.raw`(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]`,
  String.raw`(?:\u001b\]|\u009d)[^\u0007\u001b]*(?:\u0007|\u001b\\)?`,
  steering,
];
const unprintable = new RegExp(escapeSequence.join('|'), 'gu');
const steeringOnly = new RegExp(steering, 'gu');

/** A text of others without the characters that could rule a terminal or deceive its reader; tabs and line ends stay. */
export function printable(text: string): string {
  return text.replace(unprintable, '');
}

/** JSON that means the same and in which no such character stands as it is. */
export function escapeUnprintable(json: string): string {
  return json.replace(steeringOnly, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
