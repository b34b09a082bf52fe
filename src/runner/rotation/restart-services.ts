import { runFailure } from '../../domain/environment/run-failure';
import type { ReadingService } from '../../domain/environment/rotation/held-values';
import type { RotationAws } from './rotation-aws';
import type { RotationWork } from './rotation-work';

/**
 * Has services start new tasks, which read the values that are current by then, and waits until no older task runs. Each run
 * restarts them once: when tasks read a value, nobody can ask.
 */
export function restartServices(
  services: readonly ReadingService[],
  aws: RotationAws,
): RotationWork['steps'] {
  if (services.length === 0) return {};
  const started = new Map<string, string>();
  let isAsked = false;
  const each = (work: (service: ReadingService) => Promise<boolean>) => async () =>
    (await Promise.all(services.map(work))).every(Boolean);
  return {
    restart: {
      isDone: () => Promise.resolve(services.every(({ address }) => started.has(address))),
      carryOut: async () => {
        for (const service of services)
          if (!started.has(service.address)) started.set(service.address, await aws.restart(service));
      },
    },
    prove: {
      isDone: async () =>
        isAsked && (await each((service) => isRestarted(service, started.get(service.address), aws))()),
      carryOut: () => {
        isAsked = true;
        return Promise.resolve();
      },
    },
  };
}

/** Throws (RunFailure) where ECS gave the deployment up, or another one took its place. */
async function isRestarted(
  service: ReadingService,
  deployment: string | undefined,
  aws: RotationAws,
): Promise<boolean> {
  if (deployment === undefined) return false;
  const all = await aws.deploymentsOf(service);
  const own = all.find(({ id }) => id === deployment);
  if (own === undefined || own.rollout === 'FAILED')
    throw runFailure(
      'dependency',
      `The service ${service.service} did not start with the new value: ECS gave up its new tasks and keeps the old ones.`,
      [service.address],
    );
  return all.length === 1 && own.rollout === 'COMPLETED';
}
