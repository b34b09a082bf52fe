import { readFile } from 'node:fs/promises';
import { CliError, usage } from '../client/errors';
import { exitCodeOf, exitCodes, success } from '../client/exit-codes';
import { EnvironmentActionConfig } from '../config/actions';
import { type ProcessEnvironment, readConfig } from '../config/read-config';
import { bringUp } from './bring-up';
import { complain } from './complain';
import type { ClientWorld } from '../client/world';
import { type ActionContext, openActionContext } from './action-context';
import { type Report, reportOn } from './report';
import { tearDown } from './tear-down';
import { readRepositoryConfig } from './lease-request';
import { createRunner, type JobRunner } from './workflow-commands';

/** What the action is started with, besides its variables. */
export interface Start {
  env: ProcessEnvironment;
  machine: ClientWorld;
  write: (text: string) => void;
}

/** The action `environment`: does what its inputs ask for, sets its outputs, and returns the exit code. */
export async function runEnvironmentAction({ env, machine, write }: Start): Promise<number> {
  const runner = createRunner(write, env.GITHUB_OUTPUT);
  try {
    const config = readConfig(EnvironmentActionConfig, env);
    const report = await commands[config.LEASEHOLD_COMMAND](
      openActionContext(config, runner, machine),
      config,
    );
    return report === null ? success : await tell(runner, report);
  } catch (error) {
    complain(runner, error, howToBeLetIn);
    return exitCodeOf(error);
  }
}

type Command = (context: ActionContext, config: EnvironmentActionConfig) => Promise<Report | null>;

const commands: Record<EnvironmentActionConfig['LEASEHOLD_COMMAND'], Command> = {
  create: (context, config) => raise(context, requiredName(config), config),
  extend: async (context, config) => {
    if (config.LEASEHOLD_TTL === undefined) throw usage("The input 'ttl' is needed: how much longer.");
    return reportOn(context, await context.api.extendEnvironment(requiredName(config), config.LEASEHOLD_TTL));
  },
  destroy: (context, config) => end(context, requiredName(config)),
  preview: async (context, config) => {
    const { action, number } = await readEvent(config);
    const name = await previewOf(context, number);
    return action === 'closed' ? end(context, name) : raise(context, requiredPreview(name), config);
  },
};

async function raise(context: ActionContext, name: string, config: EnvironmentActionConfig): Promise<Report> {
  const wanted = await readRepositoryConfig(config.LEASEHOLD_CONFIG, config.LEASEHOLD_INPUTS);
  const ttl = config.LEASEHOLD_TTL ?? wanted.ttl;
  return reportOn(context, await bringUp(context, name, { ...wanted, ttl }), wanted.url);
}

async function end(context: ActionContext, name: string | null): Promise<Report | null> {
  const view = name === null ? null : await tearDown(context, name);
  if (view) return reportOn(context, view);
  context.runner.say('There is nothing to destroy.');
  return null;
}

function requiredName({ LEASEHOLD_NAME: name }: EnvironmentActionConfig): string {
  if (name !== undefined) return name;
  throw usage("The input 'name' is needed; only 'preview' knows the name by itself.");
}

/**
 * The preview as the control plane knows it; null when there is none. A workflow that runs after a merge is its branch's,
 * which has no preview itself but owns that of the pull request.
 */
async function previewOf({ api }: ActionContext, number: number | undefined): Promise<string | null> {
  const { preview, id, formerly } = await api.getMe();
  if (preview !== undefined) return preview;
  if (number === undefined) return null;
  for (const repository of formerly === undefined ? [id] : [id, formerly]) {
    const found = await api.listEnvironments({ owner: `${repository}:pull:${number}` });
    const living = found.find(({ status }) => status !== 'destroyed');
    if (living) return living.name;
  }
  return null;
}

function requiredPreview(name: string | null): string {
  if (name !== null) return name;
  throw new CliError('invalid', 'This workflow is of no pull request, so it has no preview.', {
    code: 'NoPreview',
    hints: ["Start it 'on: pull_request', or use the command 'create' with a name."],
  });
}

/** What the event that started the workflow says, if it is of a pull request. */
async function readEvent({ GITHUB_EVENT_PATH: file }: EnvironmentActionConfig) {
  if (file === undefined) return {};
  return JSON.parse(await readFile(file, 'utf8')) as { action?: string; number?: number };
}

async function tell(runner: JobRunner, report: Report): Promise<number> {
  const { name, status, url, failure } = report;
  await runner.setOutputs({
    name,
    status,
    url: url ?? '',
    'expires-at': report.expiresAt ?? '',
    report: JSON.stringify(report),
  });
  runner.say(`${name} is ${status}${url === null ? '' : ` at ${url}`}`);
  if (report.awaitsApproval) runner.say(`Its plan awaits approval: idp approve ${name}`);
  if (failure === null) return success;
  runner.fail(`${name} is ${status}`, failure);
  return exitCodes.unsuccessful;
}

/** Where the CLI asks for a sign-in, a workflow needs a rule that lets it in. */
const howToBeLetIn: Record<string, string[]> = {
  Unauthenticated: ["A stage's configuration lets a repository in: docs/github.md of Leasehold."],
  Forbidden: ['What a workflow may do is in docs/github.md of Leasehold.'],
};
