import { readFacts, type PackedCertificate } from '../../bundle/certificate/pack-certificate';
import { whyNoReplacement } from '../../domain/environment/rotation/judge-replacement';
import type { RotationPlan } from '../../domain/environment/rotation/rotators';
import { runFailure } from '../../domain/environment/run-failure';
import type { RotationDeps, RotationWork } from './rotation-work';

/** Puts the certificate that was given under the ARN of the one in use: ACM does that as one, so that users have the old one until then. */
export function importCertificate({ id }: RotationPlan, { aws, given }: RotationDeps): RotationWork {
  if (!given) throw runFailure('configuration', 'No certificate was given.');
  const isDone = async () => {
    const current = readFacts(await aws.certificateOf(id));
    if (current.fingerprint === given.facts.fingerprint) return true;
    const why = whyNoReplacement(given.facts, current);
    if (why === undefined) return false;
    throw runFailure('configuration', why);
  };
  return { steps: { renew: { isDone, carryOut: () => aws.importCertificate(id, given.pack) } } };
}

/** The end of the certificate that was imported, as the environment keeps it. */
export function replacedBy({ facts }: PackedCertificate, arn: string) {
  return { arn, ends: facts.ends };
}
