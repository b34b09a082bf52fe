import { settleRun } from '../../../../src/operations/environment/settle-run';
import { beginApply } from '../../../../src/operations/environment/runner-gate';
import { plus } from '../../../../src/domain/base/time';
import type { ShownComponentPlan } from '../../../../src/domain/stack/plan/preview-order';
import type { ResolvedStack } from '../../../../src/domain/stack/resolved-stack';
import type { ShownPlan } from '../../../../src/domain/terraform/consent/shown-plan';
import { applyStack } from '../../../../src/operations/stack/apply-stack';
import { planStack } from '../../../../src/operations/stack/plan/plan-stack';
import { settlePreview } from '../../../../src/operations/stack/plan/settle-preview';
import { planDigest, planOf } from '../../builders/births';
import { appliedOutcome } from '../../builders/lives';
import { sha256 } from '../../builders/sha256';
import { actors, type Stage } from '../../plane/operations-stage';
import type { PlanSummary } from '../../../../src/domain/environment/plan';

/** What preview runs and exact plans of a stack leave, as the builds of its components would. */
export function consentOn(stage: Stage) {
  const keep = (run: string, component: string, plan: ShownPlan): string => {
    const cost = planOf(run).cost;
    const shown: ShownComponentPlan = {
      run,
      component,
      at: stage.world.now,
      salt: 'a'.repeat(32),
      plan,
      awaited: [],
      uncertain: [],
      cost,
    };
    const digest = sha256(JSON.stringify(shown));
    stage.world.previews.shown.set(`${run} ${digest}`, shown);
    return digest;
  };
  /** Has a stack planned; a component without a plan can be planned only later. */
  const plan = async (document: ResolvedStack, plans: Record<string, ShownPlan | undefined>) => {
    const { id } = await planStack({ actor: actors.ada, stack: 'shop', document }, stage.deps);
    for (const [component, shown] of Object.entries(plans)) {
      const order = [...stage.world.previews.orders.values()].find(
        (one) => one.plan === id && one.component === component,
      )!;
      const { run } = order;
      const outcome = shown
        ? {
            result: 'shown' as const,
            digest: keep(run, component, shown),
            counts: { create: 1, update: 0, replace: 0, delete: 0 },
            price: { monthly: 5, lease: 1, unpriced: 0 },
          }
        : { result: 'later' as const, outputs: ['net.vpc_id'], why: 'count needs it' };
      stage.world.previews.outcomes.set(run, { run, build: 'b', at: stage.world.now, outcome });
      await settlePreview({ plan: id, runId: run, workflowOver: true }, stage.deps);
    }
    return id;
  };
  const apply = (document: ResolvedStack, plan: string, hours = 24) =>
    applyStack({ actor: actors.ada, document, consent: { plan, hours } }, stage.deps);
  /** A component's build plans exactly; another digest is another plan. */
  const exact = async (
    component: string,
    shown: ShownPlan | undefined,
    { needs = ['plan-only'], digest = planDigest }: { needs?: PlanSummary['needs']; digest?: string } = {},
  ): Promise<void> => {
    const taken = await stage.claim(`shop.${component}`);
    const left = shown && { shown: keep(taken.runId, component, shown) };
    stage.leave(taken, { result: 'planned', plan: { ...planOf(taken.runId, needs), digest, ...left } });
    await settleRun(taken, stage.deps);
  };
  /** The build of an approved plan applies it. */
  const finish = async (component: string): Promise<void> => {
    const taken = await stage.claim(`shop.${component}`);
    await beginApply({ ...taken, planDigest }, stage.deps);
    stage.world.outputs.set(taken.id, {
      vpc_id: { sensitive: false, type: 'string', value: 'vpc-1' },
      subnets: { sensitive: false, type: ['map', 'string'], value: { a: 'subnet-a' } },
    });
    stage.leave(taken, appliedOutcome(taken.runId));
    await settleRun(taken, stage.deps);
  };
  const pass = (ms: number) => {
    stage.world.now = plus(stage.world.now, ms);
  };
  return { plan, apply, exact, finish, pass, keep };
}
