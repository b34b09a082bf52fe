import { createHash, randomUUID } from 'node:crypto';

const hashAlgorithms: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** AWS's limit for `$range`. */
const maxRangeItems = 1000;

/** The functions that Step Functions adds to JSONata, and `$eval`, which it removes. Absent arguments give nothing, as JSONata's own do. */
export const awsFunctions = {
  partition: (items?: unknown[], size?: number) => items && size && partition(items, size),
  range: (first?: number, last?: number, step?: number) =>
    first === undefined || last === undefined ? undefined : range(first, last, step ?? 1),
  hash: (data?: unknown, algorithm?: string) => (data === undefined ? undefined : hash(data, algorithm)),
  random: (seed?: number) => (seed === undefined ? Math.random() : seededRandom(seed)),
  uuid: () => randomUUID(),
  parse: (text?: string): unknown => (text === undefined ? undefined : JSON.parse(text)),
  eval: () => {
    throw new Error('Step Functions does not support $eval; use $parse for JSON text');
  },
};

function partition(items: unknown[], size: number): unknown[][] {
  if (!Number.isInteger(size) || size < 1)
    throw new Error(`$partition needs a positive whole size, not ${size}`);
  const list = Array.isArray(items) ? items : [items];
  return Array.from({ length: Math.ceil(list.length / size) }, (_, part) =>
    list.slice(part * size, (part + 1) * size),
  );
}

function range(first: number, last: number, step: number): number[] {
  if (step === 0) throw new Error('$range needs a step other than 0');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > maxRangeItems) throw new Error(`$range gives at most ${maxRangeItems} items, not ${length}`);
  return Array.from({ length }, (_, index) => first + index * step);
}

function hash(data: unknown, algorithm = 'SHA-256'): string {
  const known = hashAlgorithms[algorithm];
  if (!known) throw new Error(`$hash knows ${Object.keys(hashAlgorithms).join(', ')}, not ${algorithm}`);
  return createHash(known)
    .update(typeof data === 'string' ? data : JSON.stringify(data))
    .digest('hex');
}

/** The same seed gives the same number, between 0 and 1; the value itself differs from AWS's. */
function seededRandom(seed: number): number {
  return createHash('sha256').update(String(seed)).digest().readUInt32BE() / 2 ** 32;
}
