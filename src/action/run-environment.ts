import { usage } from '../client/errors';
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
import { runPreview } from './preview/run-preview';
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
    return await carryOut(openActionContext(config, runner, machine), config);
  } catch (error) {
    complain(runner, error, { hints: howToGetAccess });
    return exitCodeOf(error);
  }
}

/** Whatever becomes of it, the step's outputs tell what is known. */
async function carryOut(context: ActionContext, config: EnvironmentActionConfig): Promise<number> {
  try {
    const report = await commands[config.LEASEHOLD_COMMAND](context, config);
    await context.journal.end(report);
    return report === null ? success : tell(context.runner, report);
  } catch (error) {
    await context.journal.fail(error);
    throw error;
  }
}

type Command = (context: ActionContext, config: EnvironmentActionConfig) => Promise<Report | null>;

const commands: Record<EnvironmentActionConfig['LEASEHOLD_COMMAND'], Command> = {
  create,
  extend: async (context, config) => {
    if (config.LEASEHOLD_TTL === undefined)
      throw usage("The input 'ttl' is required: how much to extend the lease by.");
    return reportOn(context, await context.api.extendEnvironment(requiredName(config), config.LEASEHOLD_TTL));
  },
  destroy,
  preview: runPreview,
};

async function create(context: ActionContext, config: EnvironmentActionConfig): Promise<Report> {
  const name = requiredName(config);
  context.journal.about(name);
  const { name: called, ...wanted } = await readRepositoryConfig(
    config.LEASEHOLD_CONFIG,
    config.LEASEHOLD_INPUTS,
  );
  if (called !== undefined)
    throw usage(
      `'name' in ${config.LEASEHOLD_CONFIG} is only for previews: remove it, because the input 'name' is set.`,
    );
  const ttl = config.LEASEHOLD_TTL ?? wanted.ttl;
  return reportOn(context, await bringUp(context, name, { ...wanted, ttl }), wanted.url);
}

async function destroy(context: ActionContext, config: EnvironmentActionConfig): Promise<Report | null> {
  const name = requiredName(config);
  context.journal.about(name);
  const view = await tearDown(context, name);
  if (view) return reportOn(context, view);
  context.runner.say('There is nothing to destroy.');
  return null;
}

function requiredName({ LEASEHOLD_NAME: name }: EnvironmentActionConfig): string {
  if (name !== undefined) return name;
  throw usage("The input 'name' is required; only 'preview' derives the name itself.");
}

function tell(runner: JobRunner, report: Report): number {
  const { name, status, url, failure } = report;
  runner.say(`${name} is ${status}${url === null ? '' : ` at ${url}`}`);
  if (report.awaitsApproval) runner.say(`Its plan awaits approval: idp approve ${name}`);
  if (failure === null) return success;
  runner.fail(`${name} is ${status}`, failure);
  return exitCodes.unsuccessful;
}

/** Where the CLI asks for a sign-in, a workflow needs a rule of the stage. */
const howToGetAccess: Record<string, string[]> = {
  Unauthenticated: [
    "A rule in the stage's configuration grants a repository access: see docs/github.md of Leasehold.",
  ],
  Forbidden: ['See docs/github.md of Leasehold for what a workflow may do.'],
};
