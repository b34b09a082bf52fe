import { EventEmitter } from 'node:events';
import type { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { startAwsJson } from '../aws-json';
import type { EventInput } from '../events/event';
import { systemClock } from '../clock';
import type { Clock } from '../clock';
import type { ListenAt } from '../local-server';
import type { StateMachine } from './execution';
import { Executions } from './executions';
import { createLambdaTask } from './invoke-lambda';
import type { InvokeLambda } from './invoke-lambda';
import { createOperations } from './operations';
import { parseDefinition, substitute } from './parse-definition';
import { createBuildTask } from './start-build';
import type { BuildChanges, BuildTask } from './start-build';
import { StateFailure } from './state-failure';
import { toStatusChange } from './status-change';
import type { RunTask } from './visit';

/** A machine as it is deployed: the ASL file's text and what its `${placeholders}` stand for. */
export interface MachineSource {
  name: string;
  definition: string;
  substitutions?: Record<string, string>;
}

/** What the local Step Functions needs. `onStatusChange` must not throw; `waitScale` (1) shortens Wait and Retry delays, never time-outs. */
export interface StepFunctionsOptions {
  machines: MachineSource[];
  region: string;
  account: string;
  invokeLambda: InvokeLambda;
  codeBuild: CodeBuildClient;
  /** Without it, builds are looked at every `pollMs` only. */
  buildChanges?: BuildChanges;
  onStatusChange: (event: EventInput) => void;
  clock?: Clock;
  waitScale?: number;
  pollMs?: number;
  /** A free port of 127.0.0.1 unless it is given. */
  listenAt?: ListenAt | undefined;
}

/** The running endpoint; `arns` gives each machine's ARN by its name. `close` aborts what runs, without further events. */
export interface StepFunctionsEndpoint {
  url: string;
  arns: Record<string, string>;
  close: () => Promise<void>;
}

/** Serves Step Functions for the given machines. Throws `InvalidDefinition` when one of them could not be created on AWS. */
export async function startStepFunctions(options: StepFunctionsOptions): Promise<StepFunctionsEndpoint> {
  const { clock = systemClock, waitScale = 1, pollMs = 2_000, codeBuild: client } = options;
  const { buildChanges: changes = new EventEmitter() } = options;
  const machines = options.machines.map((source) => createMachine(source, options));
  const builds = createBuildTask({ client, clock, pollMs, changes });
  let publish = options.onStatusChange;
  const executions = new Executions(machines, {
    clock,
    waitScale,
    runTask: routeTasks(createLambdaTask(options.invokeLambda), builds),
    onChange: (execution) => publish(toStatusChange(execution)),
  });
  const endpoint = await startAwsJson(
    {
      targetPrefix: 'AWSStepFunctions',
      contentType: 'application/x-amz-json-1.0',
      operations: createOperations(executions),
    },
    options.listenAt,
  );
  const close = async () => {
    publish = () => undefined;
    await endpoint.close();
    await executions.close();
    await builds.drain();
  };
  const arns = Object.fromEntries(machines.map(({ name, arn }) => [name, arn]));
  return { url: endpoint.url, arns, close };
}

function createMachine(source: MachineSource, options: StepFunctionsOptions): StateMachine {
  const { name, definition, substitutions } = source;
  const { region, account } = options;
  return {
    name,
    arn: `arn:aws:states:${region}:${account}:stateMachine:${name}`,
    roleArn: `arn:aws:iam::${account}:role/${name}`,
    definition: parseDefinition(definition, substitutions),
    text: substitute(definition, substitutions ?? {}),
  };
}

function routeTasks(invokeLambda: RunTask, builds: BuildTask): RunTask {
  return (request) => {
    if (request.resource === 'arn:aws:states:::lambda:invoke') return invokeLambda(request);
    if (request.resource === 'arn:aws:states:::codebuild:startBuild.sync') return builds.run(request);
    throw new StateFailure(
      'States.Runtime',
      `The resource '${request.resource}' is not supported by this emulator`,
    );
  };
}
