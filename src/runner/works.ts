import type { Outcome } from '../domain/environment/outcome';
import type { Workflow } from '../domain/environment/run';
import { checkDrift } from './check-drift';
import { destroy } from './destroy';
import { eject } from './eject/eject';
import { applyPlan } from './life/apply-plan';
import { provision } from './provision';
import { rotate } from './rotation/rotate';
import type { RunContext } from './run-context';

/** What a run of each workflow does; loaded beside the claim, which needs none of it. */
export const works: Record<Workflow | 'eject', (context: RunContext) => Promise<Outcome>> = {
  'provision-environment': provision,
  'apply-plan': applyPlan,
  'destroy-environment': destroy,
  'check-drift': checkDrift,
  'rotate-environment': rotate,
  // A check of another purpose: the same build, beside the environment and without its lock.
  eject,
};
