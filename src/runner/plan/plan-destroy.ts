import { classifyText, isPrevention } from '../../bundle/terraform/classify-failure';
import { CommandFailure } from '../../bundle/terraform/terraform';
import type { DestroyedFrom } from '../../domain/environment/receipt';
import { RunFailure } from '../../domain/environment/run-failure';
import { isDataAddress } from '../../domain/terraform/address';
import type { Diagnostic } from '../../domain/terraform/message';
import type { RunContext } from '../run-context';
import type { Work } from '../state/kept-state';
import { reduceToState } from '../terraform/state-module';

/** What a destroy is planned from, and the addresses whose destroy-time provisioners are skipped for that. */
export interface DestroyWay {
  destroyedFrom: DestroyedFrom;
  skippedProvisioners: string[];
}

const whole: DestroyWay = { destroyedFrom: 'refreshed', skippedProvisioners: [] };

/**
 * Initialises the workspace of a destroy. Where that fails, as it does when a module is gone, the template is put aside and
 * what is to go is read from the state alone; the first failure is thrown where that cannot be done either.
 */
export async function initDestroy(context: RunContext, work: Work): Promise<DestroyWay> {
  try {
    await work.terraform.init();
    return whole;
  } catch (error) {
    if (!(error instanceof RunFailure)) throw error;
    return insteadOf(error, context, () => initFromState(context, work));
  }
}

/**
 * Plans that everything goes, from as much as can be evaluated: a data source that is gone, or a function that fails, must not
 * keep what was built. What refuses to be destroyed is never destroyed by another way. Returns what it was planned from.
 */
export async function planDestroy(context: RunContext, work: Work, way: DestroyWay): Promise<DestroyWay> {
  if (way.destroyedFrom === 'state') return planFromState(work, way);
  try {
    await work.terraform.plan('destroy');
    return way;
  } catch (error) {
    if (!cannotBeEvaluated(error)) throw error;
    return insteadOf(error, context, () => planWithLess(context, work));
  }
}

async function planWithLess(context: RunContext, work: Work): Promise<DestroyWay> {
  try {
    await work.terraform.plan('destroy-unrefreshed');
    return { ...whole, destroyedFrom: 'unrefreshed' };
  } catch (error) {
    if (!cannotBeEvaluated(error)) throw error;
    return insteadOf(error, context, async () => planFromState(work, await initFromState(context, work)));
  }
}

async function initFromState(context: RunContext, work: Work): Promise<DestroyWay> {
  const skippedProvisioners = await reduceToState(context, work);
  await work.terraform.init();
  return { destroyedFrom: 'state', skippedProvisioners };
}

async function planFromState({ terraform }: Work, way: DestroyWay): Promise<DestroyWay> {
  await terraform.plan('destroy-unrefreshed');
  return way;
}

/** Tries another way; where that fails too, why the first one did is what a person must know. */
async function insteadOf<Result>(
  failed: unknown,
  { log, abort }: RunContext,
  way: () => Promise<Result>,
): Promise<Result> {
  log(
    'The template cannot be evaluated; the destroy continues without its data sources, or with the state only.',
  );
  try {
    return await way();
  } catch (error) {
    abort.signal.throwIfAborted();
    if (isPrevented(error)) throw error;
    log(`That failed too: ${(error as Error).message}`);
    throw failed;
  }
}

/** Whether a plan failed at what the template says or reads, and at nothing that refuses to go. */
function cannotBeEvaluated(error: unknown): error is CommandFailure {
  if (!(error instanceof CommandFailure)) return false;
  const errors = error.errors();
  return errors.some(isOfEvaluation) && !errors.some(isRefusal);
}

/** Terraform names the address of what a provider refused; an expression has none. What passes by itself is tried again. */
function isOfEvaluation({ address, summary, detail }: Diagnostic): boolean {
  const cls = classifyText(`${summary}: ${detail}`);
  if (cls === 'throttled' || cls === 'unreachable') return false;
  if (address === undefined) return cls !== 'permission';
  return isDataAddress(address);
}

function isRefusal({ summary, detail }: Diagnostic): boolean {
  return isPrevention(`${summary} ${detail}`);
}

/** That something may not be destroyed is what a person must know, whatever failed before. */
function isPrevented(error: unknown): boolean {
  return error instanceof RunFailure && isPrevention(error.failure.reason);
}
