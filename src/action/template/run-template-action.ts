import { posix } from 'node:path';
import { CliError } from '../../client/errors';
import { exitCodeOf, success } from '../../client/exit-codes';
import { type PackedTemplate, packUnderRules, publishPacked } from '../../client/templates/publish-folder';
import type { ReadCommit, Workshop } from '../../client/templates/workshop';
import type { ClientWorld } from '../../client/world';
import { TemplateActionConfig } from '../../config/actions';
import { type ProcessEnvironment, readConfig } from '../../config/read-config';
import { apiOfJob } from '../action-context';
import { complain } from '../complain';
import { createRunner, type JobRunner } from '../workflow-commands';
import { placeIn } from './place-in';

/** What the action is started with, besides its variables. */
interface Start {
  env: ProcessEnvironment;
  machine: ClientWorld;
  write: (text: string) => void;
  workshop: () => Promise<Workshop>;
}

/** The action `template`: checks or publishes a folder as the commit of the job has it, and returns the exit code. */
export async function runTemplateAction({ env, machine, write, workshop }: Start): Promise<number> {
  const runner = createRunner(write, env.GITHUB_OUTPUT);
  let folder = '.';
  try {
    const config = readConfig(TemplateActionConfig, env);
    folder = config.LEASEHOLD_FOLDER;
    await carryOut(config, { runner, world: machine, workshop: await workshop() });
    return success;
  } catch (error) {
    annotate(runner, error, folder);
    return exitCodeOf(error);
  }
}

interface Context {
  runner: JobRunner;
  world: ClientWorld;
  workshop: Workshop;
}

async function carryOut(config: TemplateActionConfig, context: Context): Promise<void> {
  const commit = await context.workshop.readCommit({
    repository: config.GITHUB_WORKSPACE,
    ref: config.GITHUB_SHA,
    path: config.LEASEHOLD_FOLDER,
  });
  try {
    await work(config, context, commit);
  } finally {
    await commit.dispose();
  }
}

async function work(
  config: TemplateActionConfig,
  { runner, world, workshop }: Context,
  { folder, source }: ReadCommit,
): Promise<void> {
  const api = apiOfJob(config, runner, world);
  const packed = await packUnderRules(api, workshop, { folder, team: config.LEASEHOLD_TEAM, isFixed: true });
  for (const note of packed.notes) runner.say(note);
  if (config.LEASEHOLD_COMMAND === 'check') {
    runner.say(`${packed.name} ${packed.bundle.version} can be published.`);
    return runner.setOutputs(outputsOf(packed, false));
  }
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_REF: ref } = config;
  const from = { ...source, repository: `${server}/${repository}`, ref };
  const { view, wasPublished } = await publishPacked({ api, world }, packed, from);
  const said = wasPublished ? 'is already published with this content; nothing has changed' : 'is published';
  runner.say(`${view.name} ${view.version} ${said}.`);
  if (view.unaccepted.length > 0)
    runner.say(
      `Every plan of it needs approval until an administrator accepts ${view.unaccepted.join(', ')}.`,
    );
  await runner.setOutputs(outputsOf(packed, !wasPublished));
}

function outputsOf({ name, bundle }: PackedTemplate, published: boolean): Record<string, string> {
  return { name, version: bundle.version, bundle: bundle.bundle, published: String(published) };
}

/** Every reason why a folder may not be published is shown at its file; anything else is one error of the job. */
function annotate(runner: JobRunner, error: unknown, folder: string): void {
  const isRefused = error instanceof CliError && error.facts.code === 'TemplateRefused';
  const reasons = isRefused ? (error.facts.hints ?? []) : [];
  for (const reason of reasons) {
    const place = placeIn(reason);
    runner.fail(
      'TemplateRefused',
      reason.replace(/^- /, ''),
      place && { ...place, file: posix.join(folder, place.file) },
    );
  }
  if (reasons.length === 0) complain(runner, error, { hints: howToGetAccess });
}

/** Where the CLI asks for a sign-in, a workflow needs a rule of the stage. */
const howToGetAccess: Record<string, string[]> = {
  Unauthenticated: [
    "A rule in the stage's configuration grants a repository access: see docs/github.md of Leasehold.",
  ],
  Forbidden: [
    "To publish, the rule for this workflow needs the role 'publisher' and the team: see docs/github.md of Leasehold.",
  ],
};
