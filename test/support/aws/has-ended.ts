import { DescribeNatGatewaysCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeClustersCommand, DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * Whether what is still listed is over: clusters, task definitions, NAT gateways and secrets are listed after their end, as AWS
 * does. Anything else is left over.
 */
export async function hasEnded(arn: string, client: object): Promise<boolean> {
  const { type = '', id = '' } = /:(?<type>[\w-]+)[/:](?<id>.+)$/.exec(tailOf(arn))?.groups ?? {};
  return (await statusOf[type]?.(id, client)) ?? false;
}

/** What stands behind the account, with the colon before it. */
function tailOf(arn: string): string {
  return `:${arn.split(':').slice(5).join(':')}`;
}

const statusOf: Record<string, (id: string, client: object) => Promise<boolean>> = {
  cluster: async (id, client) => {
    const { clusters } = await new ECSClient(client).send(new DescribeClustersCommand({ clusters: [id] }));
    return clusters?.[0]?.status === 'INACTIVE';
  },
  'task-definition': async (taskDefinition, client) => {
    const described = await new ECSClient(client).send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    return described.taskDefinition?.status === 'INACTIVE';
  },
  natgateway: async (id, client) => {
    const asks = new DescribeNatGatewaysCommand({ NatGatewayIds: [id] });
    return (await new EC2Client(client).send(asks)).NatGateways?.[0]?.State === 'deleted';
  },
  secret: async (id, client) => {
    const asks = new DescribeSecretCommand({ SecretId: id.replace(/-\w{6}$/, '') });
    return (await new SecretsManagerClient(client).send(asks)).DeletedDate !== undefined;
  },
};
