import { refusedRule } from '../../src/domain/access/refusal';
import { recordRefusal, type RecordingDeps } from '../../src/operations/access/record-refusal';
import { RefusalTally } from '../../src/operations/access/refusal-tally';
import type { DecidingDeps } from '../../src/operations/ports/registry';
import type { HttpEvent } from '../_edge/http';
import { type Call, idsOf, thingOf } from './dispatch';

type AuditingDeps = RecordingDeps & Pick<DecidingDeps, 'clock'>;

/** Writes to the audit what an error refuses a signed-in actor, if it refuses a right; `call` is absent where nothing was read yet. */
export function auditRefusals(deps: () => AuditingDeps | Promise<AuditingDeps>) {
  const tally = new RefusalTally();
  return async (error: unknown, event: HttpEvent, call: Call | undefined): Promise<void> => {
    const rule = refusedRule(error);
    if (!rule) return;
    const known = await deps();
    const { actor = 'nobody', operation = 'unknown' } = idsOf(event);
    const { requestId: request } = event.requestContext;
    const thing = thingOf(event, call);
    const refusal = {
      kind: 'refused',
      at: known.clock(),
      actor,
      operation,
      thing,
      ...rule,
      request,
    } as const;
    await recordRefusal(refusal, tally, known);
  };
}
