import { posix, join } from 'node:path';
import { CliError } from '../../client/errors';
import { exitCodeOf, exitCodes, success } from '../../client/exit-codes';
import { readExceptions } from '../../client/stacks/read-exceptions';
import type { ClientWorld } from '../../client/world';
import { StacksActionConfig } from '../../config/actions';
import { type ProcessEnvironment, readConfig } from '../../config/read-config';
import { isProfileName, profileNames } from '../../domain/compliance/profile-names';
import { describePlace, type StackProblem } from '../../domain/stack/place';
import { openJobContext } from '../action-context';
import { complain, linesOf } from '../complain';
import { createRunner, type JobRunner } from '../workflow-commands';
import { applyInOrder, startedReport } from './apply-stacks';
import { readDrift } from './drift-of-stacks';
import { compareFolder } from './find-changed';
import { readDocuments, readNames } from './open-folder';
import { planChanged } from './plan-stacks';
import type { StacksJob } from './stacks-job';
import { boundedLines, reportText, type StacksReport } from './stacks-report';

/** What the action is started with, besides its variables. */
interface Start {
  env: ProcessEnvironment;
  machine: ClientWorld;
  write: (text: string) => void;
}

/** The action `stacks`: plans, applies or compares the stacks of a folder of the repository, and returns the exit code. */
export async function runStacksAction({ env, machine, write }: Start): Promise<number> {
  const runner = createRunner(write, env.GITHUB_OUTPUT);
  let report: StacksReport | undefined;
  try {
    const config = readConfig(StacksActionConfig, env);
    report = emptyReport(config);
    return await carryOut(config, await openJob(config, { runner, machine }), report);
  } catch (error) {
    complain(runner, error, { hints: howToGetAccess });
    if (report) report.cause = boundedLines(linesOf(error, howToGetAccess)).join('\n');
    return exitCodeOf(error);
  } finally {
    if (report) await runner.setOutputs(outputsOf(report));
  }
}

function emptyReport({ LEASEHOLD_COMMAND, LEASEHOLD_FOLDER }: StacksActionConfig): StacksReport {
  const about = { command: LEASEHOLD_COMMAND, folder: LEASEHOLD_FOLDER };
  return { ...about, problems: [], cause: null, unchanged: 0, stacks: [] };
}

async function openJob(
  config: StacksActionConfig,
  { runner, machine }: { runner: JobRunner; machine: ClientWorld },
): Promise<StacksJob> {
  const { LEASEHOLD_PROFILE: profile = 'basic', LEASEHOLD_TEAM: team } = config;
  if (!isProfileName(profile))
    throw new CliError('invalid', `There is no profile '${profile}'; use ${profileNames.join(', ')}.`);
  const exceptions = await readExceptions(join(config.GITHUB_WORKSPACE, config.LEASEHOLD_FOLDER), undefined);
  return { context: openJobContext(config, runner, machine), team, profile, exceptions };
}

function outputsOf(report: StacksReport): Record<string, string> {
  return { report: reportText(report), stacks: JSON.stringify(report.stacks.map(({ stack }) => stack)) };
}

async function carryOut(config: StacksActionConfig, job: StacksJob, report: StacksReport): Promise<number> {
  const place = { repository: config.GITHUB_WORKSPACE, folder: config.LEASEHOLD_FOLDER };
  const { api, runner } = job.context;
  if (config.LEASEHOLD_COMMAND === 'drift') {
    report.stacks = await readDrift(api, await readNames(place));
    return finish(runner, report);
  }
  const { documents, problems } = await readDocuments(api, place);
  if (problems.length > 0) return refuse(runner, problems, report);
  const compared = await compareFolder(api, documents);
  const changed = compared.filter(({ isChanged }) => isChanged);
  // What was applied before and waits for a person, or failed, is told of again.
  const open = compared.filter(({ isChanged, present }) => isChanged || present?.status !== 'ready');
  const shown = config.LEASEHOLD_COMMAND === 'plan' ? changed : open;
  report.unchanged = compared.length - shown.length;
  if (config.LEASEHOLD_COMMAND === 'affected')
    report.stacks = open.map(({ document }) => startedReport(document));
  if (config.LEASEHOLD_COMMAND === 'apply') await applyInOrder(job, open, report.stacks);
  if (config.LEASEHOLD_COMMAND === 'plan') await planChanged(job, changed, report.stacks);
  return finish(runner, report);
}

/** Every problem is shown at its line; the place of a preset is in no file of the repository. */
function refuse(runner: JobRunner, problems: readonly StackProblem[], report: StacksReport): number {
  for (const { file, line, message } of problems) {
    const place = { file: posix.join(report.folder, file), line: String(line) };
    runner.fail('InvalidStacks', message, file.startsWith('preset:') ? undefined : place);
  }
  report.problems = boundedLines(
    problems.map((one) => `${describePlace(one)} ${one.message}`),
    30,
  );
  return exitCodes.invalid;
}

function finish(runner: JobRunner, { stacks, unchanged }: StacksReport): number {
  for (const { stack, verdict, title, sections } of stacks) {
    runner.say(`${stack}: ${title}`);
    for (const section of sections)
      for (const line of [section.title, ...section.lines.map((one) => `  ${one}`)]) runner.say(`  ${line}`);
    if (verdict === 'failed') runner.fail('StackFailed', `${stack} ${title}`);
  }
  runner.say(`${unchanged} as the control plane has them, ${stacks.length} shown.`);
  return stacks.some(({ verdict }) => verdict === 'failed') ? exitCodes.unsuccessful : success;
}

/** Where the CLI asks for a sign-in, a workflow needs a rule of the stage. */
const howToGetAccess: Record<string, string[]> = {
  Unauthenticated: [
    "A rule in the stage's configuration grants a repository access: see docs/github.md of Leasehold.",
  ],
  Forbidden: [
    "A pull request plans stacks by a rule with 'pullRequests' and 'stacks'; a branch applies those that are its own or its team's: see docs/github.md of Leasehold.",
  ],
};
