import { Aws, Validations } from 'aws-cdk-lib';
import { type IPrincipal, ManagedPolicy, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Permission } from '../../src/plane/permissions/permission';
import { spread } from './spread-permissions';

/** Who may take a role, under which name, and all that it may then do. */
export interface RoleProps {
  roleName: string;
  assumedBy: IPrincipal;
  permissions: Permission[];
}

/**
 * A role with the given permissions and no others: what CDK would add by itself has no effect. What a role's own policy has no
 * room for, as a stage of hundreds of accounts asks for, is in policies beside it.
 */
export function createRole(scope: Construct, id: string, { permissions, ...props }: RoleProps) {
  const { inline, beside } = spread(props.roleName, permissions);
  const managedPolicies = beside.map((part, index) => createPolicy(scope, `${id}Policy${index + 1}`, part));
  const inlinePolicies = { permissions: documentOf(inline) };
  const role = new Role(scope, id, { ...props, inlinePolicies, managedPolicies });
  for (const permission of inline) acknowledgeWildcards(role, permission);
  return Role.fromRoleArn(scope, `${id}Reference`, role.roleArn, { mutable: false });
}

function createPolicy(scope: Construct, id: string, permissions: Permission[]): ManagedPolicy {
  const policy = new ManagedPolicy(scope, id, { document: documentOf(permissions) });
  for (const permission of permissions) acknowledgeWildcards(policy, permission);
  return policy;
}

function documentOf(permissions: readonly Permission[]): PolicyDocument {
  const statements = permissions.map(({ why: _, ...statement }) => new PolicyStatement(statement));
  return new PolicyDocument({ statements });
}

function acknowledgeWildcards(of: Construct, { sid, resources, why }: Permission): void {
  const wildcards = resources.filter((resource) => resource.includes('*'));
  if (wildcards.length === 0) return;
  if (why === undefined) throw new Error(`The permission ${sid} has a wildcard without a reason`);
  for (const resource of wildcards)
    Validations.of(of).acknowledge({ id: `AwsSolutions-IAM5[Resource::${shown(resource)}]`, reason: why });
}

/** The rules show a reference in angle brackets. */
function shown(resource: string): string {
  return resource.replaceAll(Aws.ACCOUNT_ID, '<AWS::AccountId>').replaceAll(Aws.REGION, '<AWS::Region>');
}
