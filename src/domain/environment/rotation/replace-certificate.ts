import { leasehold } from '../../access/actor';
import { and, type Change, type EventDraft, type Moment } from '../decisions/change';
import { withRun } from '../decisions/runs';
import type { Living } from '../environment';
import type { Run } from '../run';
import type { AskedCertificate } from './given-certificate';
import type { ReplacedCertificate } from './rotation';

/** Who wants which certificate replaced; a dry run only says whether it could be. */
export interface Replacement {
  by: string;
  dryRun: boolean;
  certificate: AskedCertificate;
}

/** A certificate as a run of it keeps it. */
type Replacing = Run & { certificate: AskedCertificate };

/** Opens the run that imports a certificate. It is no part of a rotation of all values, which stays as it is. */
export function openReplacement(
  living: Living,
  { by, dryRun, certificate }: Replacement,
  moment: Moment,
): Change {
  const change = withRun(living, { kind: 'rotate', by, planOnly: dryRun, certificate }, moment);
  if (dryRun) return change;
  const data = { run: moment.newRun, certificate: certificate.address };
  return and(change, [{ type: 'RotationStarted', actor: by, data }]);
}

/** Whether a run replaces a certificate, and nothing else. */
export function isReplacement(run: Run): run is Replacing {
  return run.certificate !== undefined;
}

/** What an event says of the end of such a run. */
export function replacementEnded(
  { id, certificate }: Replacing,
  more: NonNullable<EventDraft['data']>,
): EventDraft {
  const data = { run: id, certificate: certificate.address, ...more };
  return { type: 'RotationEnded', actor: leasehold, data };
}

/** The certificates of the environment with the end of the one that was replaced. */
export function withReplaced({ certificates }: Living, replaced: ReplacedCertificate | undefined) {
  if (!certificates || !replaced) return {};
  const items = certificates.items.map((one) =>
    one.arn === replaced.arn ? { ...one, ends: replaced.ends } : one,
  );
  return { certificates: { ...certificates, items } };
}
