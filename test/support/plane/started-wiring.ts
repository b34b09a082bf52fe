import { BatchGetProjectsCommand, CodeBuildClient, ListProjectsCommand } from '@aws-sdk/client-codebuild';
import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { DescribeStateMachineCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { credentials, eventBus, region } from '../../../src/local/hub';
import type { Plane } from '../../../src/local/start-plane';
import type { Wiring } from './wiring';

/** What a started plane lists of itself, asked as AWS is asked. */
export async function startedWiring(plane: Plane): Promise<Wiring> {
  const { close: _, ...functions } = plane.functions;
  return {
    functions: Object.fromEntries(
      Object.values(functions).map(({ settings: { name, timeoutMs, memoryMb, env } }) => [
        name,
        { timeoutSeconds: timeoutMs / 1000, memoryMb, variables: { ...env } },
      ]),
    ),
    rules: await listRules(plane.eventsUrl),
    machines: await listMachines(plane.workflowsUrl),
    projects: await listProjects(plane.buildsUrl),
  };
}

async function listRules(endpoint: string): Promise<Wiring['rules']> {
  const client = new EventBridgeClient({ endpoint, region, credentials });
  const onBus = async (EventBusName: string) => {
    const { Rules = [] } = await client.send(new ListRulesCommand({ EventBusName }));
    return Promise.all(
      Rules.map(async ({ Name: Rule = '', EventPattern = '{}' }): Promise<Wiring['rules'][string]> => {
        const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule, EventBusName }));
        const targets = Targets.map(({ Arn = '' }) => Arn);
        return { name: Rule, bus: EventBusName, pattern: JSON.parse(EventPattern) as unknown, targets };
      }),
    );
  };
  const rules = (await Promise.all(['default', eventBus].map(onBus))).flat();
  client.destroy();
  return Object.fromEntries(rules.map((rule) => [rule.name, rule]));
}

async function listMachines(endpoint: string): Promise<Wiring['machines']> {
  const client = new SFNClient({ endpoint, region, credentials });
  const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
  const described = await Promise.all(
    stateMachines.map(async ({ name = '', stateMachineArn }) => {
      const { definition = '' } = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
      return [name, JSON.parse(definition) as unknown] as const;
    }),
  );
  client.destroy();
  return Object.fromEntries(described);
}

async function listProjects(endpoint: string): Promise<Wiring['projects']> {
  const client = new CodeBuildClient({ endpoint, region, credentials });
  const { projects: names = [] } = await client.send(new ListProjectsCommand({}));
  const { projects = [] } = await client.send(new BatchGetProjectsCommand({ names }));
  client.destroy();
  return Object.fromEntries(
    projects.map(({ name = '', source, environment, timeoutInMinutes, concurrentBuildLimit }) => [
      name,
      {
        buildspec: source?.buildspec ?? '',
        timeoutInMinutes: timeoutInMinutes ?? 0,
        concurrentBuilds: concurrentBuildLimit ?? 0,
        variables: Object.fromEntries(
          (environment?.environmentVariables ?? []).map((one) => [one.name ?? '', one.value ?? '']),
        ),
      },
    ]),
  );
}
