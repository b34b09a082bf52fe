import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { PlanFiles } from './plan-file';

const Sha = z.string().regex(/^[0-9a-f]{64}$/);

/** Says of a saved plan what it starts from and all that it is; two plans that differ in anything but their time differ here. */
export const Fingerprint = z.strictObject({
  /** Of the state it was made from. */
  state: Sha,
  /** Of everything: changes, configuration, state, backend, providers. */
  whole: Sha,
});
export type Fingerprint = z.infer<typeof Fingerprint>;

/** The field of Terraform's plan that holds when it was made. */
const timestamp = 21;

/** The fingerprint of what `terraform plan -out` wrote; throws when it is no plan. */
export function fingerprint(files: PlanFiles): Fingerprint {
  const { 'tfstate-prev': state, tfplan: plan } = files;
  if (!state || !plan) throw new Error('It is no plan of Terraform.');
  const compared = { ...files, tfplan: withoutOrderAndTime(Buffer.from(plan)) };
  const sorted = Object.entries(compared).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = sorted.map(([name, data]) => `${JSON.stringify(name)} ${sha(data)}`);
  return { state: sha(state), whole: sha(Buffer.from(parts.join('\n'))) };
}

/**
 * Terraform writes the changes in the order in which its workers came to an end, so two plans of the same thing have the
 * same fields in another order.
 */
function withoutOrderAndTime(plan: Buffer): Buffer {
  const fields = topFields(plan).filter(({ number }) => number !== timestamp);
  return Buffer.from(
    fields
      .map(({ number, data }) => `${number} ${sha(data)}`)
      .sort()
      .join('\n'),
  );
}

interface Field {
  number: number;
  data: Buffer;
}

/** The fields of a Protocol Buffers message, not those inside them. */
function topFields(message: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = () => {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = message.readUInt8(at++);
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const [start, key] = [at, varint()];
    const length = lengthOf(key % 8, varint);
    if (at + length > message.length) throw new Error('Its plan is cut short.');
    at += length;
    fields.push({ number: Math.floor(key / 8), data: message.subarray(start, at) });
  }
  return fields;
}

/** How many bytes follow: none after a number that was read, as many as it says before a text. */
function lengthOf(wireType: number, varint: () => number): number {
  if (wireType === 1) return 8;
  if (wireType === 5) return 4;
  if (wireType !== 0 && wireType !== 2) throw new Error('Its plan is of an unknown form.');
  const value = varint();
  return wireType === 2 ? value : 0;
}

function sha(data: Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
