import { availableParallelism } from 'node:os';
import type { Packing } from '../../domain/template/refused-template';
import type { PackedBundle } from '../../domain/template/template';
import type { Prover, Verdict } from './prove-bundle';

/** The same templates after each was proven; as many at once as there are processors. */
export async function provenBy(prove: Prover, packing: Packing): Promise<Packing> {
  const proven: Packing = { packed: [], refused: [...packing.refused], unproven: [] };
  const verdicts = await verdictsOf(prove, packing.packed);
  for (const bundle of packing.packed) sort(bundle, verdicts.get(bundle.name), proven);
  return proven;
}

function sort(bundle: PackedBundle, verdict: Verdict | undefined, proven: Packing): void {
  const { name } = bundle;
  const reasons = verdict !== undefined && 'refusals' in verdict ? verdict.refusals : [];
  if (reasons.length > 0) {
    proven.refused.push({ name, reasons });
    return;
  }
  proven.packed.push(bundle);
  if (verdict !== undefined && 'unproven' in verdict)
    proven.unproven.push({ name, reason: verdict.unproven });
}

async function verdictsOf(prove: Prover, bundles: readonly PackedBundle[]): Promise<Map<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  const waiting = [...bundles];
  const worker = async () => {
    for (let bundle = waiting.shift(); bundle; bundle = waiting.shift())
      verdicts.set(bundle.name, await prove(bundle));
  };
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, worker));
  return verdicts;
}
