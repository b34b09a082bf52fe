import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { GetRoleCommand, NoSuchEntityException } from '@aws-sdk/client-iam';
import type { DeployConfig } from '../../../lib/config/schema';
import { accountNameIn, nameIn, runsRole } from '../../plane/names';
import { isNoStack } from '../stack-state';
import { CheckFailed } from './check';
import type { StageClients } from './stage-clients';

type Named = Pick<DeployConfig, 'stage' | 'region' | 'accountNames'>;

/**
 * That the role which targets trust keeps its name, and is no other region's: names of roles are an account's, not a region's.
 * Returns the name.
 */
export async function checkNames(
  { stage, region, accountNames }: Named,
  { cloudFormation, iam }: Pick<StageClients, 'cloudFormation' | 'iam'>,
): Promise<string> {
  const nameAs = (how: Named['accountNames']) =>
    accountNameIn(stage, runsRole, { region, accountNames: how });
  const own = await rolesOf(cloudFormation, nameIn(stage, 'control-plane'));
  const name = nameAs(accountNames);
  if (own.includes(name)) return name;
  const other = accountNames === 'plain' ? 'regional' : 'plain';
  if (own.includes(nameAs(other)))
    throw new CheckFailed(
      `the stage runs as ${nameAs(other)}, which its targets trust, and would run as ${name}`,
      [`Set "accountNames": "${other}" in the configuration.`],
    );
  if (await exists(iam, name))
    throw new CheckFailed(
      `the role ${name} exists, but it was not created by a stack of this stage in ${region}`,
      [
        accountNames === 'plain'
          ? 'Set "accountNames": "regional" in the configuration: a stage of the same name in another region has the role.'
          : 'Delete the role, or give the stage another name.',
      ],
    );
  return name;
}

async function rolesOf(client: StageClients['cloudFormation'], StackName: string): Promise<string[]> {
  const roles: string[] = [];
  try {
    for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName }))
      for (const { ResourceType, PhysicalResourceId } of StackResourceSummaries)
        if (ResourceType === 'AWS::IAM::Role' && PhysicalResourceId) roles.push(PhysicalResourceId);
  } catch (error) {
    if (!isNoStack(error)) throw error;
  }
  return roles;
}

async function exists(iam: StageClients['iam'], RoleName: string): Promise<boolean> {
  try {
    await iam.send(new GetRoleCommand({ RoleName }));
    return true;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return false;
    throw error;
  }
}
