import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from '@aws-sdk/client-iam';
import type { PolicySet } from './evaluate-policies';
import type { Statement } from './policy-document';
import { parseIdentityPolicy } from './policy-kinds';

/** Reads all that decides what a role may do: its own and its attached policies, and its boundary. */
export async function readRolePolicies(client: IAMClient, RoleName: string): Promise<PolicySet> {
  const { Role } = await client.send(new GetRoleCommand({ RoleName }));
  const boundary = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    identity: [...(await inlineOf(client, RoleName)), ...(await attachedTo(client, RoleName))],
    boundary: boundary === undefined ? null : await managedPolicy(client, boundary),
  };
}

async function inlineOf(client: IAMClient, RoleName: string): Promise<Statement[]> {
  const statements: Statement[] = [];
  for await (const { PolicyNames = [] } of paginateListRolePolicies({ client }, { RoleName }))
    for (const PolicyName of PolicyNames) {
      const { PolicyDocument } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      statements.push(...parseDocument(PolicyDocument));
    }
  return statements;
}

async function attachedTo(client: IAMClient, RoleName: string): Promise<Statement[]> {
  const statements: Statement[] = [];
  for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies({ client }, { RoleName }))
    for (const { PolicyArn } of AttachedPolicies)
      statements.push(...(await managedPolicy(client, PolicyArn)));
  return statements;
}

async function managedPolicy(client: IAMClient, PolicyArn: string | undefined): Promise<Statement[]> {
  const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }));
  const version = { PolicyArn, VersionId: Policy?.DefaultVersionId };
  const { PolicyVersion } = await client.send(new GetPolicyVersionCommand(version));
  return parseDocument(PolicyVersion?.Document);
}

/** IAM returns documents encoded as in a URL. */
function parseDocument(document: string | undefined): Statement[] {
  return parseIdentityPolicy(decodeURIComponent(document ?? ''));
}
