import { join } from 'node:path';
import type { Engine } from '../../domain/template/engine';
import type { Inputs, TemplatePin } from '../../domain/template/template';
import { runFailure, RunStopped } from '../../domain/environment/run-failure';
import type { RunContext } from '../run-context';
import { allSettled } from '../../domain/base/all-settled';
import { type StateConflict, StateKeeper } from './state-keeper';
import { borrowAdopted } from './borrow-adopted';
import { takeLock, type HeldLock } from './state-lock';
import { parseState } from '../../domain/terraform/state-file';
import { Terraform } from '../../bundle/terraform/terraform';
import { terraformEnvironment } from '../../bundle/terraform/terraform-environment';
import { serveTarget } from '../credentials/serve-target';
import { homeName } from '../terraform/work-layout';
import { prepareWorkspace, type Workspace } from '../terraform/workspace';

/** What of the environment to work on: its pinned template and inputs. */
export interface WorkRequest {
  operation: 'provision' | 'destroy';
  pin: TemplatePin;
  inputs: Inputs;
  asleep?: boolean;
}

/** A Terraform whose state is locked, restored and kept. */
export interface Work {
  terraform: Terraform;
  workspace: Workspace;
  keeper: StateKeeper;
  /** The serial of the state the work began with, 0 for none. */
  serial: number;
}

/** Does `work` on the environment's state under its lock; when it is over, however it ended, the last state is kept. */
export async function withKeptState<Result>(
  context: RunContext,
  requested: WorkRequest,
  work: (work: Work) => Promise<Result>,
): Promise<Result> {
  const locked = lockState(context, requested);
  try {
    // The bundle needs no lock, so both begin at once.
    const [workspace] = await allSettled([
      prepareWorkspace({ ...context, ...requested, user: context.terraformUser }),
      locked,
    ]);
    return await workOn({ context, workspace, engine: requested.pin.engine }, work);
  } finally {
    await locked.then(
      (lock) => release(lock, context),
      () => undefined,
    );
  }
}

/** Does `work` on a copy of the environment's state, without its lock: whatever becomes of the copy is kept nowhere. */
export async function withStateCopy<Result>(
  context: RunContext,
  requested: WorkRequest,
  work: (terraform: Terraform) => Promise<Result>,
): Promise<Result> {
  const workspace = await prepareWorkspace({ ...context, ...requested, user: context.terraformUser });
  return withTerraform({ context, workspace, engine: requested.pin.engine }, async (terraform) => {
    if (await openKeeper(context, terraform).restore()) return work(terraform);
    throw runFailure('configuration', 'It has no Terraform state, so there is nothing to compare it with.');
  });
}

async function lockState(context: RunContext, requested: WorkRequest): Promise<HeldLock> {
  const lock = await context.persist(() => takeLock(lockRequest(context, requested)));
  if (lock.tookOverFrom !== null) context.log(`Took over the state lock of ${lock.tookOverFrom}.`);
  return lock;
}

function lockRequest({ states, life, run, build, clock }: RunContext, { operation, pin }: WorkRequest) {
  return { states, life, run, build, operation, engineVersion: pin.engine.version, now: clock() };
}

/** What Terraform is started with. */
export type TerraformContext = Pick<
  RunContext,
  | 'accessTo'
  | 'target'
  | 'redaction'
  | 'executable'
  | 'terraformUser'
  | 'lock'
  | 'cliConfig'
  | 'abort'
  | 'folder'
  | 'log'
  | 'logReady'
>;

interface Place<Context extends TerraformContext> {
  context: Context;
  workspace: Workspace;
  engine: Engine;
}

function workOn<Result>(place: Place<RunContext>, work: (work: Work) => Promise<Result>): Promise<Result> {
  return withTerraform(place, (terraform) => keepWhile({ ...place, terraform }, work));
}

/** Does `work` with a Terraform in the workspace, which has the way into the target as long as that lasts. */
export async function withTerraform<Result>(
  place: Place<TerraformContext>,
  work: (terraform: Terraform) => Promise<Result>,
): Promise<Result> {
  const { context, workspace } = place;
  const served = workspace.module.usesAws
    ? await serveTarget(context.accessTo(context.target), context.redaction)
    : undefined;
  try {
    return await work(openTerraform(place, served?.variables));
  } finally {
    await served?.close();
  }
}

async function keepWhile<Result>(
  { context, workspace, terraform }: { context: RunContext; workspace: Workspace; terraform: Terraform },
  work: (work: Work) => Promise<Result>,
): Promise<Result> {
  const keeper = openKeeper(context, terraform);
  if (!(await keeper.restore())) await borrowAdopted(context, keeper);
  const serial = await serialOf(keeper);
  keeper.start();
  try {
    return await work({ terraform, workspace, keeper, serial });
  } finally {
    await keepLast(keeper, context);
  }
}

/** The serial of the local state, 0 for none. */
export async function serialOf(keeper: StateKeeper): Promise<number> {
  const state = await keeper.localState();
  return state ? parseState(state).serial : 0;
}

function openTerraform(
  { context, workspace, engine }: Place<TerraformContext>,
  credentials: Record<string, string> = {},
): Terraform {
  const { executable, terraformUser: user, lock: keepOpen, cliConfig, target, abort } = context;
  const own = terraformEnvironment(target, { cliConfig, credentials });
  // Another user may not enter the home of this one.
  const env = user === undefined ? own : { ...own, HOME: join(context.folder, homeName) };
  const { redaction, log, logReady } = context;
  return new Terraform({
    executable,
    folder: workspace.root,
    env,
    engine,
    user,
    keepOpen,
    signal: abort.signal,
    redaction,
    log,
    logReady,
  });
}

const conflictIn: Record<StateConflict, (path: string) => string> = {
  StateFenced: (path) => `Another process changed ${path}`,
  StateVanished: (path) => `${path}, which this run saved, no longer exists`,
};

function openKeeper({ states, life, until, log, ...context }: RunContext, terraform: Terraform): StateKeeper {
  const onFenced = (conflict: StateConflict) => {
    log(`${conflictIn[conflict](states.pathOf(life))}; stopping.`);
    context.abort.abort(new RunStopped('fenced', context.graceMs));
  };
  return new StateKeeper({
    states,
    life,
    file: terraform.statePath,
    user: terraform.options.user,
    until,
    onFenced,
    log,
  });
}

/** A state that cannot go where it belongs goes to the run's artifacts, where the next destroy looks too. */
async function keepLast(keeper: StateKeeper, { run, artifacts, persist, log }: RunContext): Promise<void> {
  try {
    await keeper.finish();
  } catch (error) {
    const state = await keeper.localState();
    if (state) await persist(() => artifacts.writeFencedState(run, state));
    log(
      `The state could not be saved in its place (${(error as Error).message}); it is in runs/${run}/terraform.tfstate.`,
    );
    throw error;
  }
}

/** A lock that stays is taken over by the next run, so this must not hide how the run ended. */
async function release(lock: HeldLock, { persist, log }: RunContext): Promise<void> {
  await persist(lock.release).catch((error: unknown) =>
    log(`The state lock was not released; the next run takes it over: ${(error as Error).message}`),
  );
}
