import { type IAMClient, paginateListRoles, type Role } from '@aws-sdk/client-iam';
import * as z from 'zod';
import type { PlanJson } from '../../domain/terraform/plan-json';
import { type RunFailure, runFailure } from '../../domain/environment/run-failure';

const providerType = 'aws_iam_openid_connect_provider';
const mostNamed = 20;

const OneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value));
const Statement = z.looseObject({
  Principal: z.union([z.string(), z.looseObject({ Federated: OneOrMore.default([]) })]).optional(),
});
const TrustPolicy = z.looseObject({
  Statement: z.union([Statement.transform((one) => [one]), z.array(Statement)]),
});

interface Doomed {
  address: string;
  arn: string;
}

/**
 * Refuses (class `occupied`) a plan that would delete an identity provider while a role of the account trusts it, whoever
 * made that role: AWS would delete it without asking, and nobody could assume the role any more. Roles that the same plan
 * deletes do not count; a plan that deletes no provider costs no call.
 */
export async function checkTrust(plan: PlanJson, iam: IAMClient): Promise<void> {
  const providers = deletedIn(plan, providerType);
  if (providers.length === 0) return;
  const going = new Set(deletedIn(plan, 'aws_iam_role').map(({ arn }) => arn));
  const roles = (await rolesOf(iam)).filter(({ Arn = '' }) => !going.has(Arn));
  for (const provider of providers) refuseWhileTrusted(provider, roles);
}

function refuseWhileTrusted({ address, arn }: Doomed, roles: Role[]): void {
  const trusting = roles
    .filter((role) => federatedBy(role).includes(arn))
    .map(({ RoleName }) => RoleName)
    .sort();
  if (trusting.length === 0) return;
  const more = trusting.length > mostNamed ? ` and ${trusting.length - mostNamed} more` : '';
  throw runFailure(
    'occupied',
    `${arn} is trusted by ${trusting.slice(0, mostNamed).join(', ')}${more}. Nothing was destroyed. Destroy these roles, or the environments that created them, then retry.`,
    [address],
  );
}

function deletedIn(plan: PlanJson, wanted: string): Doomed[] {
  return plan.resource_changes.flatMap(({ address, mode, type, change: { actions, before } }) => {
    if (mode !== 'managed' || type !== wanted || !actions.includes('delete')) return [];
    const { arn = '' } = before as { arn?: string };
    return [{ address, arn }];
  });
}

async function rolesOf(iam: IAMClient): Promise<Role[]> {
  const roles: Role[] = [];
  try {
    for await (const { Roles = [] } of paginateListRoles({ client: iam }, {})) roles.push(...Roles);
  } catch (error) {
    throw explain(error as Error);
  }
  return roles;
}

/** Whom a role lets in by their identity providers; IAM returns trust policies encoded as in a URL. */
function federatedBy({ AssumeRolePolicyDocument = '' }: Role): string[] {
  const { Statement } = TrustPolicy.parse(JSON.parse(decodeURIComponent(AssumeRolePolicyDocument)));
  return Statement.flatMap(({ Principal }) => (typeof Principal === 'object' ? Principal.Federated : []));
}

function explain(error: Error): RunFailure | Error {
  if (!/^AccessDenied/.test(error.name)) return error;
  return runFailure(
    'permission',
    `The roles that trust the identity provider cannot be listed: ${error.message}. Nothing was destroyed. Grant the target's role iam:ListRoles (docs/targets.md), then retry.`,
  );
}
