import { createHash } from 'node:crypto';
import type { RotationPlan, Means } from '../../domain/environment/rotation/rotators';
import { importCertificate } from './import-certificate';
import { promoteSecret } from './promote-secret';
import { restartServices } from './restart-services';
import type { RotationDeps, RotationWork, StepWork } from './rotation-work';

/** What each means calls. */
export const rotationWorks: Readonly<
  Record<Means, (plan: RotationPlan, deps: RotationDeps) => RotationWork>
> = {
  'renew-secret': renewSecret,
  'promote-secret': promoteSecret,
  'renew-key': renewKey,
  'import-certificate': importCertificate,
  'restart-services': ({ services }, { aws }) => ({ steps: restartServices(services, aws) }),
};

/** AWS itself makes the new value, and makes it current only when it is set and tested. */
function renewSecret({ id, services }: RotationPlan, { aws, rotation }: RotationDeps): RotationWork {
  const token = tokenOf(rotation.id, id);
  const renew: StepWork = {
    isDone: async () => {
      const labels = (await aws.versionsOf(id))[token];
      return labels !== undefined && (labels.includes('AWSCURRENT') || !labels.includes('AWSPENDING'));
    },
    carryOut: () => aws.rotateSecret(id, token),
  };
  return { steps: { renew, ...restartServices(services, aws) } };
}

/** KMS has the time of each rotation, in seconds. */
function renewKey({ id }: RotationPlan, { aws, rotation }: RotationDeps): RotationWork {
  const since = Math.floor(Date.parse(rotation.since) / 1_000) * 1_000;
  const isDone = async () => (await aws.rotationsOf(id)).some((at) => at >= since);
  return { steps: { renew: { isDone, carryOut: () => aws.rotateKey(id) } } };
}

/** The id that a rotation gives the new version of a secret: the same in each of its runs. */
function tokenOf(rotation: string, secret: string): string {
  const hex = createHash('sha256').update(`${rotation} ${secret}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
