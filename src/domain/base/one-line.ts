import * as z from 'zod';

/** A text of one line and of `most` characters at most, without control characters; a range, so that whoever reads the OpenAPI document can make one. */
export function oneLine(most: number) {
  return (
    z
      .string()
      .min(1)
      .max(most)
      // eslint-disable-next-line no-control-regex -- control characters are what this refuses
      .regex(/^[^\u0000-\u001f\u007f-\u009f]+$/, 'must have no control characters')
  );
}
