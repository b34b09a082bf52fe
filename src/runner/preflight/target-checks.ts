import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { IAMClient } from '@aws-sdk/client-iam';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { STSClient } from '@aws-sdk/client-sts';
import type { Target } from '../../config/target';
import type { PlanJson } from '../../domain/terraform/plan-json';
import { iamClient, type TargetAccess, targetClient } from '../verify/probe/target-client';
import { allSettled } from '../../domain/base/all-settled';
import { rdsQuery } from '../life/rds-query';
import { startDatabases } from '../life/start-databases';
import { stopTasks } from '../life/stop-tasks';
import { type Applying, checkPermissions } from './check-permissions';
import { checkQuotas } from './check-quotas';
import { checkRepositories } from './check-repositories';
import { checkTrust } from './check-trust';

/** What is asked of a target before anything is made or destroyed in it, and what is stopped there. */
export interface TargetChecks {
  checkQuotas: (plan: PlanJson, target: Target) => Promise<void>;
  checkPermissions: (applying: Applying) => Promise<void>;
  /** That nothing which the plan deletes holds things of others. */
  checkDeletions: (plan: PlanJson, target: Target) => Promise<void>;
  /** Stops what still runs in clusters, by their ARNs, that are about to be deleted. */
  stopTasks: (clusters: readonly string[], target: Target) => Promise<void>;
  /** Starts databases, by their identifiers, and waits until they run. */
  startDatabases: (identifiers: readonly string[], target: Target, signal: AbortSignal) => Promise<void>;
}

/** Whose checks they are, the way into a target, and where lines for the log go. */
export interface TargetChecksOptions {
  run: string;
  accessTo: (target: Target) => TargetAccess;
  log: (line: string) => void;
}

/** The checks of one run, on the target's own APIs and with its role. */
export function targetChecks({ run, accessTo, log }: TargetChecksOptions): TargetChecks {
  return {
    checkQuotas: (plan, target) => {
      const { region } = target;
      const ec2 = new EC2Client(targetClient(accessTo(target), 'ec2', region));
      const quotas = new ServiceQuotasClient(targetClient(accessTo(target), 'servicequotas', region));
      return closing([ec2, quotas], checkQuotas(plan, { ec2, quotas, region, log }));
    },
    checkPermissions: (applying) => {
      const { target } = applying;
      const iam = new IAMClient(iamClient(accessTo(target)));
      const sts = new STSClient(targetClient(accessTo(target), 'sts', target.region));
      return closing([iam, sts], checkPermissions(applying, { iam, sts }));
    },
    checkDeletions: (plan, target) => {
      const iam = new IAMClient(iamClient(accessTo(target)));
      const ecr = new ECRClient(targetClient(accessTo(target), 'api.ecr', target.region));
      const checks = allSettled([checkTrust(plan, iam), checkRepositories(plan, ecr)]);
      return closing([iam, ecr], checks);
    },
    stopTasks: (clusters, target) => {
      const ecs = new ECSClient(targetClient(accessTo(target), 'ecs', target.region));
      return closing([ecs], stopTasks(clusters, { ecs, run, log }));
    },
    startDatabases: (identifiers, target, signal) =>
      startDatabases(identifiers, { rds: rdsQuery(accessTo(target)), log, signal }),
  };
}

async function closing(clients: { destroy: () => void }[], check: Promise<unknown>): Promise<void> {
  try {
    await check;
  } finally {
    for (const client of clients) client.destroy();
  }
}
