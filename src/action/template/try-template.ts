import type { Api } from '../../client/api';
import { usage } from '../../client/errors';
import { followEnvironment, isDestroyOver, isGone, isRunOver } from '../../client/follow-environment';
import type { PackedTemplate } from '../../client/templates/publish-folder';
import { endTrial, requestTrial, trialInputs, trialTtl } from '../../client/templates/trial';
import { failureOf } from '../../client/text/failure';
import { describeNamed } from '../../client/text/plan-notes';
import type { EnvironmentView } from '../../client/typed/types';
import type { Inputs } from '../../domain/template/template';
import type { JobContext } from '../action-context';
import { findAtRest } from '../bring-up';
import { tearDown } from '../tear-down';
import { readPlanned } from './read-planned';
import { bounded, type TrialReport, trialReport } from './template-report';
import { placeOfTrial, type TrialPlace, whyNoTrial } from './trial-place';

/** What a trial is made with. */
export interface TrialRequest {
  /** Of the repository; each has a trial of its own. */
  folder: string;
  team: string;
  target: string | undefined;
  inputs: Inputs;
}

/**
 * Makes an environment of what a pull request has, destroys it again and waits for the receipt. Started again, it goes on with
 * what was left for a person to approve, as long as that is of the same content. Whatever stops the job, the lease ends the
 * trial within the hour.
 */
export async function tryTemplate(
  context: JobContext,
  packed: PackedTemplate,
  request: TrialRequest,
): Promise<TrialReport> {
  const { api } = context;
  const me = await api.getMe();
  const why = whyNoTrial(me);
  if (why !== undefined) return trialReport({ result: 'none', why: [why] });
  const inputs = inputsOf(packed, request.inputs);
  const { bundle, unaccepted } = await requestTrial(context, packed);
  const place = placeOfTrial(me, request.folder);
  const built =
    (await findWaiting(context, place, bundle)) ??
    (await build(context, place, { ...request, inputs, template: packed.name, bundle }));
  const { view } = built;
  const known = { ...(await factsOf(api, built)), unaccepted: bounded(unaccepted) };
  if (view.run?.phase !== 'awaiting-approval') return { ...known, ...(await end(context, view)) };
  return { ...known, result: 'waits', why: bounded(describeNamed(view.plan?.addresses)) };
}

function inputsOf({ name, bundle }: PackedTemplate, given: Inputs): Inputs {
  const { inputs, missing } = trialInputs(bundle.manifest, given);
  if (missing.length === 0) return inputs;
  throw usage(
    `${name} can be published, but its trial needs values for required inputs: ${missing.join(', ')}.`,
    "Give them with the input 'inputs' of the workflow, or add examples to template.yaml.",
  );
}

/** A trial once its run is over, or waits; `stated` is what its template says that it costs a month, where that is still known. */
interface BuiltTrial {
  view: EnvironmentView;
  stated: number | null;
}

/** What an earlier job left of the same content, for a person to approve; what it left of another content is destroyed. */
async function findWaiting(
  context: JobContext,
  { name }: TrialPlace,
  bundle: string,
): Promise<BuiltTrial | null> {
  const present = await findAtRest(context, name);
  if (!present) return null;
  const isWaiting = present.status === 'ready' || present.run?.phase === 'awaiting-approval';
  if (isWaiting && present.template.bundle === bundle) return { view: present, stated: statedBy(present) };
  await tearDown(context, name);
  return null;
}

async function build(
  context: JobContext,
  { name, source }: TrialPlace,
  { template, bundle, team, target, inputs }: TrialRequest & { template: string; bundle: string },
): Promise<BuiltTrial> {
  const started = await context.api.createEnvironment({
    name,
    template,
    trial: bundle,
    ttl: trialTtl,
    team,
    inputs,
    source,
    ...(target !== undefined && { target }),
  });
  context.runner.say(`The trial is ${name}; its lease ends it at ${started.lease.expiresAt}.`);
  const view = await followEnvironment(context, started, isRunOver(started.run?.id ?? ''));
  return { view, stated: statedBy(started) };
}

/** Until there is a plan, the cost of an environment is that of its template. */
function statedBy({ cost }: EnvironmentView): number | null {
  return cost.source === 'template' ? cost.monthly : null;
}

/** What is known of it before its end is waited for. */
async function factsOf(api: Pick<Api, 'getPlan'>, { view, stated }: BuiltTrial): Promise<TrialReport> {
  const { name, id, lease, plan, lastRun } = view;
  const cost = plan?.cost ?? view.cost;
  const run = plan?.run ?? lastRun?.id;
  return trialReport({
    result: 'failed',
    environment: name,
    life: id,
    expiresAt: lease.expiresAt,
    resources: run === undefined ? [] : bounded(await readPlanned(api, run)),
    cost: { monthly: cost.monthly, lease: cost.lease, unpriced: cost.unpriced.length, stated },
  });
}

/** Its end with the receipt; what was not built failed, whatever became of the rest. */
async function end(
  context: JobContext,
  view: EnvironmentView,
): Promise<Pick<TrialReport, 'result' | 'why' | 'receipt'>> {
  const asked = await endTrial(context.api, view);
  const ended = await followEnvironment(context, asked, isDestroyOver(context.world));
  const life = await context.api.getLife(ended.id);
  const { status, receipt } = life;
  const failed = view.status === 'ready' ? null : (failureOf(view)?.reason ?? `it was ${view.status}`);
  const left = isGone(status) ? null : (failureOf(life)?.reason ?? `it is ${status}`);
  const why = [failed, left].filter((one) => one !== null);
  return {
    result: left !== null ? 'left' : failed !== null ? 'failed' : 'passed',
    why: bounded(why),
    receipt: receipt
      ? {
          built: receipt.built,
          checked: receipt.checked,
          digest: receipt.digest,
          endedAt: receipt.endedAt,
        }
      : null,
  };
}
