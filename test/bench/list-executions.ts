import { DescribeExecutionCommand, paginateListExecutions, SFNClient } from '@aws-sdk/client-sfn';
import { account, credentials, region } from '../../src/local/hub';
import { machinePrefix } from '../../src/local/hub-environment';
import type { Plane } from '../../src/local/start-plane';
import type { Workflow } from '../../src/domain/environment/run';

/** An accepted execution: the environment it is for, and when Step Functions took it, in milliseconds since the epoch. */
export interface AcceptedExecution {
  name: string;
  startedAt: number;
}

/** Every execution of one workflow, as Step Functions itself tells it. */
export async function listExecutions(
  { workflowsUrl: endpoint }: Plane,
  workflow: Workflow,
): Promise<AcceptedExecution[]> {
  const client = new SFNClient({ endpoint, region, credentials });
  const stateMachineArn = `arn:aws:states:${region}:${account}:stateMachine:${machinePrefix}${workflow}`;
  const found: AcceptedExecution[] = [];
  for await (const { executions = [] } of paginateListExecutions({ client }, { stateMachineArn }))
    for (const { executionArn } of executions) found.push(await describe(client, executionArn));
  client.destroy();
  return found;
}

async function describe(client: SFNClient, executionArn: string | undefined): Promise<AcceptedExecution> {
  const { input = '{}', startDate } = await client.send(new DescribeExecutionCommand({ executionArn }));
  const { name } = JSON.parse(input) as { name: string };
  return { name, startedAt: startDate?.getTime() ?? NaN };
}
