import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import { roleArnOf, type TargetAccount } from '../../../lib/config/schema';
import { startLease } from '../../domain/lease';
import { environmentTags } from '../../domain/environment/tags';
import { instant } from '../../domain/base/time';
import { parsePlan } from '../../domain/terraform/plan-json';
import { checkDestroyable } from '../../runner/preflight/check-destroyable';
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
 * That the role of a target may destroy all that the checkout's templates for developers can make, as every first apply asks
 * too. IAM answers only within the role's own account, so only for one that is `here`, where the caller is.
 */
export async function checkTarget(
  target: TargetAccount,
  here: string | undefined,
  { iam, sts }: { iam: IAMClient; sts: STSClient },
): Promise<string> {
  const role = roleArnOf(target);
  if (here !== target.account)
    return `${role} is of the account ${target.account}, and only there can it be asked about; every first apply asks it`;
  const types = templateTypes('terraform');
  const where = { name: target.name, region: target.region, regions: target.regions, roleArn: role };
  await checkDestroyable({ plan: planOf(types), target: where, environment }, { iam, sts }).catch(explain);
  return `${role} may destroy all ${types.length} types that the templates make`;
}

/** What a plan of the templates says of a name that does not begin with the environment's. */
const planned: Record<string, object> = {
  aws_cloudwatch_log_group: { name: `/ecs/idp-${name}` },
  aws_iam_role: { path: '/' },
};

/** A plan that makes one of each, of which hardly anything is known yet. */
function planOf(types: readonly string[]) {
  const made = types.map((type) => ({
    address: type,
    mode: 'managed',
    type,
    name,
    provider_name: 'aws',
    change: { actions: ['create'], after: planned[type] ?? {} },
  }));
  return parsePlan({ terraform_version: '', resource_changes: made });
}

function explain(error: unknown): never {
  if (!(error instanceof RunFailure)) throw error;
  throw new CheckFailed(error.message, ['docs/targets.md has the module that makes such a role.']);
}
