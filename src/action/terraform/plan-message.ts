import { sha } from './sha';

/** Fields of Terraform's plan: the results of checks, each with one per instance, and when it was made. */
const checks = 19;
const timestamp = 21;

/**
 * What a plan, a message of Protocol Buffers, says whenever it was made and in whatever order: Terraform writes changes and
 * checks as its workers come to an end. Throws when it is no such message.
 */
export function withoutOrderAndTime(plan: Buffer): Buffer {
  const fields = readFields(plan).filter(({ key }) => numberOf(key) !== timestamp);
  const steady = ({ key, value }: Field) => ({
    key,
    value: numberOf(key) === checks ? inOneOrder(readFields(value)) : value,
  });
  return inOneOrder(fields.map(steady));
}

function inOneOrder(fields: Field[]): Buffer {
  const lines = fields.map(({ key, value }) => `${key} ${sha(value)}`);
  return Buffer.from(lines.sort().join('\n'));
}

interface Field {
  /** Number and kind of the field: of another kind, Terraform would pass it over. */
  key: number;
  value: Buffer;
}

function numberOf(key: number): number {
  return Math.floor(key / 8);
}

/** The fields of a message, not those inside them. */
function readFields(message: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  while (at < message.length) {
    const { value: key, end: after } = readVarint(message, at);
    const { start, end } = extentOf(message, after, key % 8);
    if (end > message.length) throw new Error('Its plan is incomplete.');
    fields.push({ key, value: message.subarray(start, end) });
    at = end;
  }
  return fields;
}

/** Where the value of a field lies: a number, or as many bytes as are said before it. */
function extentOf(message: Buffer, at: number, wireType: number): { start: number; end: number } {
  if (wireType === 1) return { start: at, end: at + 8 };
  if (wireType === 5) return { start: at, end: at + 4 };
  const { value, end } = readVarint(message, at);
  if (wireType === 0) return { start: at, end };
  if (wireType === 2) return { start: end, end: end + value };
  throw new Error('Its plan has an unknown format.');
}

/** A number of seven bits a byte; throws at the end of the message. */
function readVarint(message: Buffer, from: number): { value: number; end: number } {
  for (let [value, scale, at] = [0, 1, from]; ; scale *= 128, at += 1) {
    const byte = message.readUInt8(at);
    value += (byte % 128) * scale;
    if (byte < 128) return { value, end: at + 1 };
  }
}
