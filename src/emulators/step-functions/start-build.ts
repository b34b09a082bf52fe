import type { EventEmitter } from 'node:events';
import { BatchGetBuildsCommand, StartBuildCommand, StopBuildCommand } from '@aws-sdk/client-codebuild';
import type { Build, CodeBuildClient, StartBuildCommandInput } from '@aws-sdk/client-codebuild';
import type { Clock } from '../clock';
import { toCamelCase, toPascalCase } from './pascal-case';
import { StateFailure } from './state-failure';
import type { RunTask, TaskRequest } from './visit';

/** The `codebuild:startBuild.sync` integration; `drain` resolves when it watches no build any more, every stop answered. */
export interface BuildTask {
  run: RunTask;
  drain: () => Promise<void>;
}

/** What the integration needs; a build is looked at when it has changed, and every `pollMs`. */
export interface BuildTaskOptions {
  client: CodeBuildClient;
  clock: Clock;
  pollMs: number;
  changes: BuildChanges;
}

/** Emits a build's ARN when it has changed, as the event does that the managed rule of Step Functions delivers on AWS. */
export type BuildChanges = EventEmitter;

/** Starts a build and waits for its end. Returns `{ Build }`; an end other than SUCCEEDED is `States.TaskFailed` with that result as Cause. */
export function createBuildTask(options: BuildTaskOptions): BuildTask {
  const running = new Set<Promise<unknown>>();
  const run: RunTask = (request) => {
    const build = runBuild(options, request);
    const forget = () => running.delete(build);
    running.add(build);
    build.then(forget, forget);
    return build;
  };
  return { run, drain: async () => void (await Promise.allSettled(running)) };
}

async function runBuild(options: BuildTaskOptions, request: TaskRequest): Promise<unknown> {
  const build = await startBuild(options.client, request);
  try {
    return await waitForBuild(options, build, request.signal);
  } catch (error) {
    if (isOver(request.signal)) await stopBuild(options.client, build.id);
    throw error;
  }
}

/** By what a build is found and named in events. */
interface StartedBuild {
  id: string;
  arn: string;
}

/** Never cut short: a build whose id was lost could not be stopped. */
async function startBuild(client: CodeBuildClient, request: TaskRequest): Promise<StartedBuild> {
  const input = toCamelCase(request.arguments) as StartBuildCommandInput;
  const answer = await client.send(new StartBuildCommand(input)).catch((error: unknown) => {
    throw toServiceFailure(error);
  });
  const { $metadata: _, ...body } = answer;
  if (!request.signal.aborted) request.submitted(toPascalCase(body));
  const { id = '', arn = '' } = body.build ?? {};
  return { id, arn };
}

async function waitForBuild(
  { client, clock, pollMs, changes }: BuildTaskOptions,
  { id, arn }: StartedBuild,
  signal: AbortSignal,
): Promise<unknown> {
  let pause = new AbortController();
  const wake = () => pause.abort();
  changes.on(arn, wake);
  try {
    for (;;) {
      signal.throwIfAborted();
      // Made before the look, so that a change while it is under way is not missed.
      pause = new AbortController();
      const build = await readBuild(client, id);
      if (build?.buildComplete) return settleBuild(build);
      await clock.sleep(pollMs, AbortSignal.any([signal, pause.signal])).catch(() => undefined);
    }
  } finally {
    changes.off(arn, wake);
  }
}

/** A poll that fails says nothing about the build, so it is asked for again. */
async function readBuild(client: CodeBuildClient, id: string): Promise<Build | undefined> {
  const answer = await client.send(new BatchGetBuildsCommand({ ids: [id] })).catch(() => undefined);
  if (!answer?.buildsNotFound?.includes(id)) return answer?.builds?.[0];
  throw new StateFailure('States.TaskFailed', `CodeBuild has no build '${id}'`);
}

function settleBuild(build: Build): unknown {
  const result = { Build: toPascalCase(build) };
  if (build.buildStatus === 'SUCCEEDED') return result;
  throw new StateFailure('States.TaskFailed', JSON.stringify(result));
}

/** AWS documents that a stopped execution cancels its build; of a Task's time-out it says nothing, so nothing may rely on that. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted && !(signal.reason instanceof StateFailure);
}

/** Best effort, as on AWS: a refusal changes nothing about the execution that is over. */
async function stopBuild(client: CodeBuildClient, id: string): Promise<void> {
  const abortSignal = AbortSignal.timeout(5000);
  await client.send(new StopBuildCommand({ id }), { abortSignal }).catch(() => undefined);
}

const modelledErrors = [
  'AccountLimitExceededException',
  'InvalidInputException',
  'ResourceNotFoundException',
];

/** Step Functions names a modelled error after itself and any other after the service or its SDK. */
function toServiceFailure(error: unknown): StateFailure {
  const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  if ($metadata?.httpStatusCode === undefined) {
    return new StateFailure('CodeBuild.SdkClientException', `${name}: ${message}`);
  }
  const type = modelledErrors.includes(name) ? name : 'CodeBuildException';
  const cause = `${message} (Service: CodeBuild, Status Code: ${$metadata.httpStatusCode}, Error Code: ${name})`;
  return new StateFailure(`CodeBuild.${type}`, cause);
}
