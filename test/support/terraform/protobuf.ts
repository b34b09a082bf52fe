/** Fields of a message by their numbers. */
export type Fields = [number: number, value: string | Buffer][];

/** A message of Protocol Buffers with these texts or messages. */
export function message(fields: Fields): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      const bytes = Buffer.from(value);
      return [varint(number * 8 + 2), varint(bytes.length), bytes];
    }),
  );
}

function varint(value: number): Buffer {
  if (value < 128) return Buffer.from([value]);
  return Buffer.concat([Buffer.from([(value % 128) + 128]), varint(Math.floor(value / 128))]);
}
