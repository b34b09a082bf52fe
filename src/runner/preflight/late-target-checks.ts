import type { PlanJson } from '../../domain/terraform/plan-json';
import { changesOnAws } from './planned-questions';
import type { TargetChecks, TargetChecksOptions } from './target-checks';

/** The checks of one run, loaded with the first plan that changes something on AWS: of any other nothing is asked. */
export function lateTargetChecks(given: TargetChecksOptions): TargetChecks {
  const checksFor = async (plan: PlanJson) =>
    changesOnAws(plan).length === 0 ? undefined : (await import('./target-checks')).targetChecks(given);
  return {
    checkQuotas: async (plan, target) => (await checksFor(plan))?.checkQuotas(plan, target),
    checkPermissions: async (applying) => (await checksFor(applying.plan))?.checkPermissions(applying),
    checkDeletions: async (plan, target) => (await checksFor(plan))?.checkDeletions(plan, target),
    stopTasks: async (clusters, target) => {
      if (clusters.length > 0)
        await (await import('./target-checks')).targetChecks(given).stopTasks(clusters, target);
    },
    startDatabases: async (identifiers, target, signal) => {
      if (identifiers.length > 0)
        await (
          await import('./target-checks')
        )
          .targetChecks(given)
          .startDatabases(identifiers, target, signal);
    },
  };
}
