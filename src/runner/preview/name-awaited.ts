import { mapTexts } from '../../domain/base/json-texts';
import type { PlanDocument } from '../../domain/environment/artifacts';
import type { AwaitedValue } from '../../domain/stack/plan/preview-order';
import { unknownInWords } from '../plan/masked-values';

/** The plan for people in which what waits for outputs of others says for which: `(known after vpc.vpc_id)`. */
export function nameAwaited(plan: PlanDocument, awaited: readonly AwaitedValue[]): PlanDocument {
  const words = new Map(awaited.map((one) => [keyOf(one.address, one.attribute), wordsOf(one)]));
  const resources = plan.resources.map((resource) => ({
    ...resource,
    changes: resource.changes.map((change) => {
      const named = words.get(keyOf(resource.address, change.attribute));
      if (named === undefined) return change;
      return { ...change, after: mapTexts(change.after, (text) => (text === unknownInWords ? named : text)) };
    }),
  }));
  return { ...plan, resources };
}

function keyOf(address: string, attribute: string): string {
  return JSON.stringify([address, attribute]);
}

function wordsOf({ outputs }: AwaitedValue): string {
  return `(known after ${outputs.join(', ')})`;
}
