import { Aws, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, type ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Permission } from '../../src/plane/permissions/permission';

/** Who may take a role, under which name, and all that it may then do. */
export interface RoleProps {
  roleName: string;
  assumedBy: ServicePrincipal;
  permissions: Permission[];
}

/** A role with the given permissions and no others: what CDK would add by itself has no effect. */
export function createRole(scope: Construct, id: string, { permissions, ...props }: RoleProps) {
  const statements = permissions.map(({ why: _, ...statement }) => new PolicyStatement(statement));
  const inlinePolicies = { permissions: new PolicyDocument({ statements }) };
  const role = new Role(scope, id, { ...props, inlinePolicies });
  for (const permission of permissions) acknowledgeWildcards(role, permission);
  return Role.fromRoleArn(scope, `${id}Reference`, role.roleArn, { mutable: false });
}

function acknowledgeWildcards(role: Role, { sid, resources, why }: Permission): void {
  const wildcards = resources.filter((resource) => resource.includes('*'));
  if (wildcards.length === 0) return;
  if (why === undefined) throw new Error(`The permission ${sid} has a wildcard and does not say why`);
  for (const resource of wildcards)
    Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${shown(resource)}]`, reason: why });
}

/** The rules show a reference in angle brackets. */
function shown(resource: string): string {
  return resource.replaceAll(Aws.ACCOUNT_ID, '<AWS::AccountId>').replaceAll(Aws.REGION, '<AWS::Region>');
}
