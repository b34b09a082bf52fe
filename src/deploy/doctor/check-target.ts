import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import { boundaryArnOf, roleArnOf, type TargetAccount } from '../../../lib/config/schema';
import { startLease } from '../../domain/lease';
import { environmentTags } from '../../domain/environment/tags';
import { instant } from '../../domain/base/time';
import { parsePlan } from '../../domain/terraform/plan-json';
import { checkPermissions } from '../../runner/preflight/check-permissions';
import { RunFailure } from '../../domain/environment/run-failure';
import { CheckFailed } from './check';
import { templateTypes } from './template-types';

/** An environment as any other: what is asked of IAM depends on name and tags. */
const name = 'doctor';
const lease = startLease({}, { default: '1d', max: '1d', permanent: false }, instant(0));
const environment = {
  name,
  tags: environmentTags({ name, id: name, template: name, owner: name, lease }),
};

/**
 * That the role of a target may make, read and destroy all that the checkout's templates for developers can make, as every
 * first apply asks too. IAM answers only within the role's own account, so only for one that is `here`, where the caller is.
 */
export async function checkTarget(
  target: TargetAccount,
  here: string,
  { iam, sts }: { iam: IAMClient; sts: STSClient },
): Promise<string> {
  const role = roleArnOf(target);
  if (here !== target.account)
    return `${role} belongs to the account ${target.account} and can only be checked from there; every first apply checks it`;
  const types = templateTypes('terraform');
  const where = { name: target.name, region: target.region, regions: target.regions, roleArn: role };
  const plan = planOf(types, boundaryArnOf(target));
  await checkPermissions({ plan, target: where, environment }, { iam, sts }).catch(explain);
  return `${role} may create, read and destroy all ${types.length} types that the templates use`;
}

/** What a plan of the templates says for certain, names that do not begin with the environment's among it. */
const known: Record<string, object> = {
  aws_cloudwatch_log_group: { name: `/ecs/idp-${name}`, retention_in_days: 1 },
  aws_db_instance: { manage_master_user_password: true },
  aws_iam_role: { path: '/' },
  aws_vpc_endpoint: { vpc_endpoint_type: 'Gateway' },
};

/** What the templates set to what is known only after an apply. */
const unknown: Record<string, string[]> = {
  aws_cloudwatch_event_target: ['role_arn'],
  aws_db_instance: ['db_subnet_group_name'],
  aws_ecs_task_definition: ['execution_role_arn', 'task_role_arn'],
  aws_internet_gateway: ['vpc_id'],
  aws_nat_gateway: ['allocation_id'],
};

/** A plan that makes one of each, its roles inside the target's boundary. */
function planOf(types: readonly string[], permissions_boundary: string | undefined) {
  const made = types.map((type) => {
    const after = { ...known[type], ...(type === 'aws_iam_role' ? { permissions_boundary } : {}) };
    const after_unknown = Object.fromEntries((unknown[type] ?? []).map((attribute) => [attribute, true]));
    const change = { actions: ['create'], after, after_unknown };
    return { address: type, mode: 'managed', type, name, provider_name: 'aws', change };
  });
  return parsePlan({ terraform_version: '', resource_changes: made });
}

function explain(error: unknown): never {
  if (!(error instanceof RunFailure)) throw error;
  throw new CheckFailed(error.message, ['docs/targets.md describes the module that creates such a role.']);
}
