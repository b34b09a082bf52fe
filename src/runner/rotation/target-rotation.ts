import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import {
  DescribeSecretCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { runFailure } from '../../domain/environment/run-failure';
import { type TargetAccess, targetClient } from '../verify/probe/target-client';
import { keysOf } from './key-rotations';
import type { RotationAws } from './rotation-aws';
import { certificatesIn } from './target-certificates';

/** The AWS of a target, asked with its role. `close` ends its connections. */
export function targetRotation(access: TargetAccess): RotationAws & { close: () => void } {
  const { region } = access.target;
  const ecs = new ECSClient(targetClient(access, 'ecs', region));
  const secrets = new SecretsManagerClient(targetClient(access, 'secretsmanager', region));
  return {
    ...secretsOf(secrets),
    ...keysOf(access),
    ...certificatesIn(access),
    ...servicesOf(ecs),
    close: () => {
      for (const client of [ecs, secrets]) client.destroy();
    },
  };
}

function secretsOf(
  client: SecretsManagerClient,
): Pick<RotationAws, 'versionsOf' | 'rotateSecret' | 'moveLabel'> {
  return {
    versionsOf: async (SecretId) => {
      const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
      return VersionIdsToStages;
    },
    rotateSecret: async (SecretId, ClientRequestToken) => {
      await client.send(new RotateSecretCommand({ SecretId, ClientRequestToken }));
    },
    moveLabel: async (SecretId, { name: VersionStage, from, to }) => {
      const move = { RemoveFromVersionId: from, MoveToVersionId: to };
      await client.send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage, ...move }));
    },
  };
}

function servicesOf(client: ECSClient): Pick<RotationAws, 'restart' | 'deploymentsOf'> {
  return {
    restart: async ({ cluster, service }) => {
      const { service: updated } = await client.send(
        new UpdateServiceCommand({ cluster, service, forceNewDeployment: true }),
      );
      const primary = updated?.deployments?.find(({ status }) => status === 'PRIMARY');
      if (primary?.id !== undefined) return primary.id;
      throw runFailure(
        'dependency',
        `The service ${service} has no deployment of its own, so it cannot be restarted.`,
      );
    },
    deploymentsOf: async ({ cluster, service }) => {
      const { services = [] } = await client.send(
        new DescribeServicesCommand({ cluster, services: [service] }),
      );
      return (services[0]?.deployments ?? []).map(({ id = '', status = '', rolloutState = '' }) => ({
        id,
        status,
        rollout: rolloutState,
      }));
    },
  };
}
