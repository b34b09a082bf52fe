import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { S3Artifacts } from '../../aws/s3-artifacts';
import { S3Catalog } from '../../aws/s3-catalog';
import { createS3Previews, type PreviewRuns } from '../../aws/stacks/s3-previews';
import { loadSettings } from '../../aws/s3-settings';
import { S3State } from '../../aws/s3-state';
import { readClock } from '../../config/clock';
import type { Target } from '../../config/target';
import { failureFrom, RunStopped, runFailure } from '../../domain/environment/run-failure';
import { toLogLines } from '../../domain/environment/log/log-line';
import { Redaction } from '../../domain/base/redaction';
import { failedResult, type PreviewOrder, type PreviewResult } from '../../domain/stack/plan/preview-order';
import { createLogOutput } from '../life/log-output';
import { inWorkFolder } from '../life/work-folder';
import { persevere } from '../life/persevere';
import { type PreviewRun, runPreview } from '../preview/run-preview';
import { whyGivenUp } from './give-up';
import { bucketNames, hubClientOf, type HubClient, type Identity, lifeOf } from './identity';
import { targetsOf } from './read-target';
import { terraformUserOf } from './terraform-user';

const output = createLogOutput(process.stdout);
/** After deadline and grace, how long the hub may still take to accept the outcome. */
const recordMs = 60_000;

/** A preview that is being carried out. */
interface Work {
  identity: Identity;
  hub: HubClient;
  previews: PreviewRuns;
  redaction: Redaction;
  abort: AbortController;
  log: (words: string) => void;
}

/** Carries a preview out and ends the process: with 0 when its outcome was recorded. Nobody else's work is in its way. */
export async function carryOutPreview(identity: Identity): Promise<void> {
  const hub = hubClientOf(identity);
  const previews = createS3Previews(new S3Client(hub), bucketNames().artifacts);
  const redaction = new Redaction();
  const log = logFor(identity, redaction);
  const work = { identity, hub, previews, redaction, abort: new AbortController(), log };
  const code = await record(work).then(
    () => 0,
    (error: unknown) => {
      log(whyGivenUp(error));
      return 1;
    },
  );
  process.stdout.write('', () => process.exit(code));
}

async function record(work: Work): Promise<void> {
  const { identity, previews, log } = work;
  const { config } = identity;
  const until =
    performance.now() + 1_000 * (config.LEASEHOLD_DEADLINE_SECONDS + config.LEASEHOLD_STOP_GRACE_SECONDS);
  const onRetry = (error: Error) => log(`Trying again: ${error.message}`);
  const outcome = await whileAllowed(work, () => plan(work, until + recordMs)).catch((error: unknown) =>
    failed(error, work),
  );
  const { LEASEHOLD_RUN: run, CODEBUILD_BUILD_ID: build } = config;
  const recorded = { run, build, at: readClock()(), outcome };
  const written = await persevere(() => previews.writeOutcome(recorded), {
    until: until + recordMs,
    onRetry,
  });
  log(written ? `Outcome: ${outcome.result}.` : 'This preview already has an outcome, which is kept.');
}

/** Terraform is stopped at the deadline, and when the build is told to stop. */
async function whileAllowed<Result>({ identity, abort }: Work, work: () => Promise<Result>): Promise<Result> {
  const { LEASEHOLD_DEADLINE_SECONDS: seconds, LEASEHOLD_STOP_GRACE_SECONDS: grace } = identity.config;
  const stop = (why: 'deadline' | 'terminated') => abort.abort(new RunStopped(why, grace * 1_000));
  const timer = setTimeout(() => stop('deadline'), seconds * 1_000);
  const onTerm = () => stop('terminated');
  process.once('SIGTERM', onTerm);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    process.off('SIGTERM', onTerm);
  }
}

async function plan(work: Work, until: number): Promise<PreviewResult> {
  const { identity, hub, previews, abort, log } = work;
  const { LEASEHOLD_RUN: run, LEASEHOLD_WORK_FOLDER: folders } = identity.config;
  const onRetry = (error: Error) => log(`Trying again: ${error.message}`);
  const order = await persevere(() => previews.readOrder(run), { until, onRetry });
  if (order?.environment.id !== lifeOf(identity.config).id)
    throw runFailure('configuration', `There is no order for the preview ${run} of this component.`);
  const env = await loadSettings(new S3Client(hub));
  const target = await targetsOf({ ...identity, hub, env })(order.target);
  // A folder of its own: a run of the component's environment may be at work in that of the life.
  const folder = join(folders, `preview-${run}`);
  return inWorkFolder({ folder, abort, log }, (lock) =>
    runPreview({ ...previewOf(work, order, target), folder, lock }),
  );
}

function previewOf(
  { identity, hub, previews, redaction, abort, log }: Work,
  order: PreviewOrder,
  target: Target,
): Omit<PreviewRun, 'folder' | 'lock'> {
  const { config, sessions } = identity;
  const { state, catalog, artifacts } = bucketNames();
  const s3 = new S3Client(hub);
  const states = new S3State(s3, state);
  const bundles = new S3Catalog(s3, catalog);
  return {
    order,
    run: order.run,
    environment: { ...order.environment, wanted: {} },
    target,
    accessTo: (to) => ({ target: to, sessionName: `leasehold-${order.run}`, enter: sessions.into(to) }),
    bundles: (digest) => bundles.readBundle(digest),
    readState: async () => (await states.readState(lifeOf(config)))?.body ?? null,
    writeShown: (shown) => previews.writeShown(shown),
    writePlan: (plan) => new S3Artifacts(s3, artifacts).writePlan(plan),
    redaction,
    abort,
    log,
    logReady: output.ready,
    executable: config.LEASEHOLD_TERRAFORM,
    terraformUser: terraformUserOf(config, log),
    cliConfig: config.LEASEHOLD_TERRAFORM_CONFIG,
    clock: readClock(),
  };
}

/** A stop explains whatever else went wrong after it. */
function failed(error: unknown, { abort, redaction, log }: Work): PreviewResult {
  const reason: unknown = abort.signal.reason;
  if (reason instanceof RunStopped) {
    const why = reason.why === 'deadline' ? 'It exceeded its time limit.' : 'Its build was told to stop.';
    return failedResult({ class: reason.why === 'deadline' ? 'timed-out' : 'lost', reason: why });
  }
  const { class: cls, reason: words } = failureFrom(error);
  const result = failedResult({ class: cls, reason: redaction.text(words) });
  log(`Failed (${cls}): ${words}${cls === 'unknown' ? `\n${(error as Error).stack ?? ''}` : ''}`);
  return result;
}

function logFor({ config }: Identity, redaction: Redaction): Work['log'] {
  const ids = {
    environment: config.LEASEHOLD_ENVIRONMENT,
    life: config.LEASEHOLD_LIFE,
    run: config.LEASEHOLD_RUN,
    build: config.CODEBUILD_BUILD_ID,
  };
  return (words) => toLogLines(redaction.text(words), ids).forEach(output.write);
}
