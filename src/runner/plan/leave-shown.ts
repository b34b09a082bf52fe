import type { Estimate } from '../../domain/cost/estimate';
import { summarizeCost } from '../../domain/cost/summarize';
import { showPlan } from '../../domain/terraform/consent/shown-plan';
import type { PlanJson } from '../../domain/terraform/plan-json';
import { givenInputs } from '../preview/given-inputs';
import { sealWith } from '../preview/seal-secret';
import type { RunContext } from '../run-context';

/** Leaves the exact plan of a component to be held against the one of the stack that somebody said yes to; nothing where nobody did. */
export async function leaveShown(
  { run, environment, artifacts, clock, persist }: RunContext,
  plan: PlanJson,
  estimate: Estimate,
): Promise<{ shown?: string }> {
  const { wanted, stack } = environment;
  const { comparison, inputs, template } = wanted;
  if (!comparison || !stack) return {};
  const { salt, from } = comparison;
  const shown = showPlan({
    plan,
    bundle: template.bundle,
    inputs: givenInputs({ inputs, from, pending: {} }),
    price: { upper: estimate.monthly, unpriced: estimate.unpriced },
    seal: sealWith(Buffer.from(salt, 'hex')),
  });
  const about = { run, component: stack.component, at: clock(), salt, cost: summarizeCost(estimate, 'plan') };
  const left = { ...about, plan: shown, awaited: [], uncertain: [] };
  return { shown: await persist(() => artifacts.writeShown(left)) };
}
