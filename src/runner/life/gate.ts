import type { Environment } from '../../domain/environment/environment';
import type { Progress } from '../../domain/environment/progress';
import { beginApply, beginVerify, claimRun, type RunClaim } from '../../operations/environment/runner-gate';
import type { CoreDeps } from '../../operations/ports/environment';

/** Everything that a runner may ask of the control plane; refusals are RunRefused. */
export interface RunGate {
  claim(): Promise<Environment>;
  beginApply(planDigest: string): Promise<Environment>;
  beginVerify(): Promise<Environment>;
  /** One heartbeat: reports, and returns whether the run is to stop (asked to, or not the current one any more). */
  beat(progress: Progress): Promise<{ stop: boolean }>;
}

/** The gate of one run for one build; `graceMs` is how long it keeps away from a build that was lost. */
export function createRunGate(
  { graceMs, ...claim }: RunClaim & { graceMs?: number },
  deps: Pick<CoreDeps, 'registry' | 'runs' | 'clock' | 'newId'>,
): RunGate {
  return {
    claim: () => claimRun({ ...claim, graceMs }, deps),
    beginApply: (planDigest) => beginApply({ ...claim, planDigest }, deps),
    beginVerify: () => beginVerify(claim, deps),
    beat: async (progress) => {
      await deps.runs.report(claim.runId, progress);
      const environment = await deps.registry.get(claim.name);
      return { stop: environment?.id !== claim.id || !isWanted(environment, claim.runId) };
    },
  };
}

/** Whether the run is still the current one and nobody asked it to stop; or the check still the one that was asked for. */
function isWanted({ run, check }: Environment, id: string): boolean {
  return check?.id === id || (run?.id === id && run.stop === null);
}
