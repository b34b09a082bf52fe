import type {
  PreviewOrder,
  PreviewOutcome,
  ShownComponentPlan,
} from '../../../src/domain/stack/plan/preview-order';
import type { Previews } from '../../../src/operations/ports/stack';

/** What preview runs were told and left, each by its run. */
export interface PreviewWorld {
  orders: Map<string, PreviewOrder>;
  outcomes: Map<string, PreviewOutcome>;
  /** By run and digest. */
  shown: Map<string, ShownComponentPlan>;
}

export function newPreviewWorld(): PreviewWorld {
  return { orders: new Map(), outcomes: new Map(), shown: new Map() };
}

export function previewsOf({ orders, outcomes, shown }: PreviewWorld): Previews {
  return {
    order: async (order) => void orders.set(order.run, structuredClone(order)),
    readOutcome: (run) => Promise.resolve(outcomes.get(run) ?? null),
    readShown: (run, digest) => Promise.resolve(shown.get(`${run} ${digest}`) ?? null),
  };
}
