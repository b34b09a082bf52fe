import * as z from 'zod';

/**
 * What the name of a person or a team never holds, as the inside of a character class: control characters and line ends, what
 * turns the direction of a text, and what is not seen at all. Two names that look the same are the same.
 */
const unseen = [
  String.raw`\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb`,
  `${String.fromCodePoint(0xe0000)}-${String.fromCodePoint(0xe007f)}`,
].join('');

const says =
  'no control characters, line breaks, invisible characters or characters that change the text direction';

/** The id of a person or a workload, or the name of a team as a company has it. */
export const PlainName = z
  .string()
  .min(1)
  .regex(new RegExp(`^[^${unseen}]+$`, 'u'), `must contain ${says}`);

/** The name of a team as a request gives it. */
export const OneWord = z
  .string()
  .min(1)
  .regex(new RegExp(String.raw`^[^\s${unseen}]+$`, 'u'), `must be a single word and contain ${says}`);
