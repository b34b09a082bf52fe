import type { RotationPlan } from '../../domain/environment/rotation/rotators';
import type { SecretVersions } from './rotation-aws';
import { restartServices } from './restart-services';
import type { RotationDeps, RotationWork, StepWork } from './rotation-work';

/**
 * Makes a value current that somebody has put beside the current one, as AWSPENDING. The old one stays as AWSPREVIOUS until
 * every service runs with the new one.
 */
export function promoteSecret(plan: RotationPlan, { aws }: RotationDeps): RotationWork {
  const { id, services } = plan;
  const look = async () => labelsIn(await aws.versionsOf(id));
  const putInUse: StepWork = {
    isDone: async () => (await look()).pending === undefined,
    carryOut: async () => {
      const { current, pending } = await look();
      if (current === undefined || pending === undefined) return;
      if (pending !== current) await aws.moveLabel(id, { name: 'AWSCURRENT', from: current, to: pending });
      await aws.moveLabel(id, { name: 'AWSPENDING', from: pending });
    },
  };
  const retire: StepWork = {
    isDone: async () => (await look()).previous === undefined,
    carryOut: async () => {
      const { previous } = await look();
      if (previous !== undefined) await aws.moveLabel(id, { name: 'AWSPREVIOUS', from: previous });
    },
  };
  const retires = plan.steps.some(([step]) => step === 'retire');
  return {
    whyLeft: async () => whyLeft(await look(), { id, retires }),
    steps: { 'put-in-use': putInUse, ...restartServices(services, aws), ...(retires && { retire }) },
    putBack: () => putBack(id, aws),
  };
}

interface Labels {
  current: string | undefined;
  pending: string | undefined;
  previous: string | undefined;
}

/** Which version has which label; one that is pending and current was put in use by a run that died then. */
function labelsIn(versions: SecretVersions): Labels {
  const having = (label: string) =>
    Object.entries(versions).find(([, labels]) => labels.includes(label))?.[0];
  return {
    current: having('AWSCURRENT'),
    pending: having('AWSPENDING'),
    previous: having('AWSPREVIOUS'),
  };
}

function whyLeft(
  { current, pending, previous }: Labels,
  { id, retires }: { id: string; retires: boolean },
): string | undefined {
  if (current === undefined) return 'It has no value yet.';
  if (pending !== undefined || (retires && previous !== undefined)) return undefined;
  return `No new value waits. Put one with: aws secretsmanager put-secret-value --secret-id ${id} --version-stages AWSPENDING --secret-string file://<file>`;
}

/** The label of what waits comes first: a death after it leaves a rotation that goes on, and none that takes the new for the old. */
async function putBack(id: string, aws: RotationDeps['aws']): Promise<void> {
  const { current, pending, previous } = labelsIn(await aws.versionsOf(id));
  if (current === undefined || previous === undefined) return;
  if (pending === undefined) await aws.moveLabel(id, { name: 'AWSPENDING', to: current });
  await aws.moveLabel(id, { name: 'AWSCURRENT', from: current, to: previous });
}
