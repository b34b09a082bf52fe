import * as z from 'zod';
import type { PlanFiles } from './plan-file';
import { withoutOrderAndTime } from './plan-message';
import { sha } from './sha';
import { withoutOrderOfChecks } from './state-file';

const Sha = z.string().regex(/^[0-9a-f]{64}$/);

/** Says of a saved plan what it starts from and all that it is; two plans that differ in anything but their time differ here. */
export const Fingerprint = z.strictObject({
  /** Of the state it was made from. */
  state: Sha,
  /** Of everything: changes, configuration, state, backend, providers. */
  whole: Sha,
});
export type Fingerprint = z.infer<typeof Fingerprint>;

/** What in the files of a plan is written otherwise each time, made one. */
const steady: Record<string, (data: Buffer) => Buffer> = {
  tfplan: withoutOrderAndTime,
  tfstate: withoutOrderOfChecks,
  'tfstate-prev': withoutOrderOfChecks,
};

/** The fingerprint of what `terraform plan -out` wrote; throws when it is no plan. */
export function fingerprint(files: PlanFiles): Fingerprint {
  const { 'tfstate-prev': state, tfplan: plan } = files;
  if (!state || !plan) throw new Error('It is not a Terraform plan.');
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = sorted.map(([name, data]) => `${JSON.stringify(name)} ${shaOf(name, data)}`);
  return { state: shaOf('tfstate-prev', state), whole: sha(Buffer.from(parts.join('\n'))) };
}

function shaOf(name: string, data: Uint8Array): string {
  return sha(steady[name]?.(Buffer.from(data)) ?? data);
}
