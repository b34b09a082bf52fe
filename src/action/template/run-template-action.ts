import { posix } from 'node:path';
import { CliError } from '../../client/errors';
import { exitCodeOf, exitCodes, success } from '../../client/exit-codes';
import { type PackedTemplate, packUnderRules, publishPacked } from '../../client/templates/publish-folder';
import type { Workshop } from '../../client/templates/workshop';
import type { ClientWorld } from '../../client/world';
import { TemplateActionConfig } from '../../config/actions';
import { type ProcessEnvironment, readConfig } from '../../config/read-config';
import type { VersionSource } from '../../domain/template/version-source';
import { type JobContext, openJobContext } from '../action-context';
import { complain, linesOf } from '../complain';
import { parseInputsText } from '../lease-request';
import { createRunner, type JobRunner } from '../workflow-commands';
import { placeIn } from './place-in';
import { bounded, TemplateReport } from './template-report';
import { isFine, wordsOfTrial } from './trial-words';
import { tryTemplate } from './try-template';

/** What the action is started with, besides its variables. */
interface Start {
  env: ProcessEnvironment;
  machine: ClientWorld;
  write: (text: string) => void;
  workshop: () => Promise<Workshop>;
}

/** The action `template`: checks, tries or publishes a folder as the commit of the job has it, and returns the exit code. */
export async function runTemplateAction({ env, machine, write, workshop }: Start): Promise<number> {
  const runner = createRunner(write, env.GITHUB_OUTPUT);
  let report = emptyReport('.');
  try {
    const config = readConfig(TemplateActionConfig, env);
    report = emptyReport(config.LEASEHOLD_FOLDER);
    const context = { ...openJobContext(config, runner, machine), workshop: await workshop(), report };
    return await carryOut(config, context);
  } catch (error) {
    annotate(runner, error, report);
    return exitCodeOf(error);
  } finally {
    await runner.setOutputs({ report: JSON.stringify(TemplateReport.parse(report)) });
  }
}

interface Context extends JobContext {
  workshop: Workshop;
  /** What is known so far, which the job behind shows. */
  report: TemplateReport;
}

function emptyReport(folder: string): TemplateReport {
  return { folder, template: null, reasons: [], notes: [], cause: null, trial: null };
}

async function carryOut(config: TemplateActionConfig, context: Context): Promise<number> {
  const commit = await context.workshop.readCommit({
    repository: config.GITHUB_WORKSPACE,
    ref: config.GITHUB_SHA,
    path: config.LEASEHOLD_FOLDER,
  });
  try {
    const { api, workshop, runner, report } = context;
    const wanted = { folder: commit.folder, team: config.LEASEHOLD_TEAM, isFixed: true };
    const packed = await packUnderRules(api, workshop, wanted);
    for (const note of packed.notes) runner.say(note);
    report.template = `${packed.name} ${packed.bundle.version}`;
    report.notes = bounded(packed.notes);
    return await commands[config.LEASEHOLD_COMMAND]({ config, context, packed, source: commit.source });
  } finally {
    await commit.dispose();
  }
}

/** A folder that publication takes, of a commit. */
interface Job {
  config: TemplateActionConfig;
  context: Context;
  packed: PackedTemplate;
  source: VersionSource;
}

const commands: Record<TemplateActionConfig['LEASEHOLD_COMMAND'], (job: Job) => Promise<number>> = {
  check,
  try: async (job) => {
    await check(job);
    return tryIt(job);
  },
  publish,
};

async function check({ context: { runner }, packed }: Job): Promise<number> {
  runner.say(`${packed.name} ${packed.bundle.version} can be published.`);
  await runner.setOutputs(outputsOf(packed, false));
  return success;
}

async function tryIt({ config, context, packed }: Job): Promise<number> {
  const { runner, report } = context;
  const trial = await tryTemplate(context, packed, {
    folder: config.LEASEHOLD_FOLDER,
    team: config.LEASEHOLD_TEAM,
    target: config.LEASEHOLD_TARGET,
    inputs: parseInputsText(config.LEASEHOLD_INPUTS),
  });
  report.trial = trial;
  const [title, ...lines] = wordsOfTrial(trial);
  if (isFine(trial)) {
    for (const line of [title, ...lines]) runner.say(line);
    return success;
  }
  runner.fail(title, lines.join('\n'));
  return exitCodes.unsuccessful;
}

async function publish({ config, context, packed, source }: Job): Promise<number> {
  const { runner } = context;
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_REF: ref } = config;
  const from = { ...source, repository: `${server}/${repository}`, ref };
  const { view, wasPublished } = await publishPacked(context, packed, from);
  const said = wasPublished ? 'is already published with this content; nothing has changed' : 'is published';
  runner.say(`${view.name} ${view.version} ${said}.`);
  if (view.unaccepted.length > 0)
    runner.say(
      `Every plan of it needs approval until an administrator accepts ${view.unaccepted.join(', ')}.`,
    );
  await runner.setOutputs(outputsOf(packed, !wasPublished));
  return success;
}

function outputsOf({ name, bundle }: PackedTemplate, published: boolean): Record<string, string> {
  return { name, version: bundle.version, bundle: bundle.bundle, published: String(published) };
}

/** Every reason why a folder may not be published is shown at its file; anything else is one error of the job. */
function annotate(runner: JobRunner, error: unknown, report: TemplateReport): void {
  const isRefused = error instanceof CliError && error.facts.code === 'TemplateRefused';
  const reasons = isRefused ? (error.facts.hints ?? []) : [];
  report.reasons = bounded(reasons.map((reason) => reason.replace(/^- /, '')));
  if (reasons.length === 0) report.cause = bounded(linesOf(error, howToGetAccess)).join('\n');
  for (const reason of reasons) {
    const place = placeIn(reason);
    runner.fail(
      'TemplateRefused',
      reason.replace(/^- /, ''),
      place && { ...place, file: posix.join(report.folder, place.file) },
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
