import * as z from 'zod';
import { classifyDiagnostics } from '../../bundle/terraform/classify-failure';
import { CommandFailure, type Terraform } from '../../bundle/terraform/terraform';
import type { PendingInputs } from '../../bundle/preview/generated-root';
import type { BundleSource } from '../../bundle/read-bundle';
import type { LaidComponent } from '../../bundle/preview/lay-component';
import { parseRecord } from '../../domain/base/parse';
import { RunFailure, runFailure } from '../../domain/environment/run-failure';
import type { Inputs, TemplatePin } from '../../domain/template/template';
import {
  replacesAnything,
  type Uncertain,
  withoutInvented,
} from '../../domain/terraform/preview/invented-replacements';
import { type Observation, planAsRoot } from '../../domain/terraform/preview/plan-as-root';
import type { PlanJson } from '../../domain/terraform/plan-json';
import { parseState } from '../../domain/terraform/state-file';
import type { AwaitedValue } from '../../domain/stack/plan/preview-order';
import { learnPlanSecrets } from '../plan/plan-reader';
import { type TerraformContext, withTerraform } from '../state/kept-state';
import { type LifeOfWork, prepareWorkspace } from '../terraform/workspace';
import { awaitedIn } from './awaited-values';
import { ownLog } from './own-log';
import { ownText, placeOf, readErrors } from './read-errors';
import { configuredLater, providerWaits, type Wait, type Waiting, waitOf } from './why-later';
import { rootPathOf, writeComponent } from './write-component';

/** What the preview of a component needs of a run. */
export interface PreviewContext extends TerraformContext {
  bundles: BundleSource;
  run: string;
  /** The life that the component has, or will have: its tags and names are of it. */
  environment: LifeOfWork;
}

/** A component at its turn: what is known of its inputs, and which outputs the rest will come from. */
export interface PreviewRequest {
  pin: TemplatePin;
  inputs: Inputs;
  pending: PendingInputs;
  /** The state that it has now; null where it does not exist. */
  state: Uint8Array | null;
  /** The values that the pending inputs have had until now, of a component that exists. */
  present?: Inputs;
}

/** A truthful plan of a component, or why there is none before its producers exist. */
export type Preview =
  | {
      result: 'planned';
      plan: PlanJson;
      outlines: Outline[];
      uncertain: Uncertain[];
      awaited: AwaitedValue[];
    }
  | { result: 'later'; waits: Wait[] };

/** What is known of a JSON text that is not known yet, such as a policy: the value that it is written from; it may hold secrets. */
export interface Outline extends Observation {
  attribute: string;
}

const Reference = z
  .string()
  .regex(/^[A-Za-z0-9][\w.:/+-]{0,2999}$/, 'must be a reference such as vpc.vpc_id, or several joined by +');
const Pending = z.record(z.string(), Reference);

/**
 * Plans a component as if its producers existed, as far as that can be said: what depends on their outputs is not known, and all else
 * is exact. Nothing is locked, written to the hub or applied. A RunFailure says by the component's own files why it cannot be planned.
 */
export async function previewComponent(context: PreviewContext, request: PreviewRequest): Promise<Preview> {
  const pending = parseRecord(Pending, request.pending, 'The pending inputs');
  const given = Object.entries(request.inputs).filter(([name]) => !Object.hasOwn(pending, name));
  const waiting = { ...request, pending, inputs: Object.fromEntries(given) };
  const preview = await planLaid(context, waiting);
  if (preview.result === 'later' || !replacesAnything(preview.plan)) return preview;
  const present = await planAsNow(context, waiting);
  return present === undefined ? preview : { ...preview, ...withoutInvented(preview.plan, present) };
}

/** The plan with the outputs as they are now; undefined where one of them is not known, or it fails by itself. */
async function planAsNow(context: PreviewContext, request: PreviewRequest): Promise<PlanJson | undefined> {
  const { pending, inputs, present = {} } = request;
  const names = Object.keys(pending);
  if (names.length === 0 || names.some((name) => !Object.hasOwn(present, name))) return undefined;
  const values = Object.fromEntries(Object.entries(present).filter(([name]) => names.includes(name)));
  try {
    const preview = await planLaid(context, { ...request, pending: {}, inputs: { ...inputs, ...values } });
    return preview.result === 'planned' ? preview.plan : undefined;
  } catch (error) {
    if (!(error instanceof RunFailure)) throw error;
    context.log(`With its present inputs it cannot be planned: ${error.message}`);
    return undefined;
  }
}

/** Lays the component out anew and plans it once. */
async function planLaid(given: PreviewContext, request: PreviewRequest): Promise<Preview> {
  const context = { ...given, log: ownLog(given.log) };
  const { pin, state, pending, inputs } = request;
  const workspace = await prepareWorkspace({ ...context, pin, inputs, user: context.terraformUser });
  const laid = await writeComponent(workspace, { pending, state, user: context.terraformUser });
  const waiting = { laid, root: rootPathOf(workspace), pending, existing: existingIn(state) };
  return withTerraform({ context, workspace, engine: pin.engine }, async (terraform) => {
    await terraform.init().catch(throwAsOwn);
    const waits = await planOnce(terraform, context, waiting);
    return waits.length > 0 ? { result: 'later', waits } : read(terraform, context, waiting);
  });
}

/** What of a component exists, by type and name; an instance of any module counts, as a block is one for all. */
function existingIn(state: Uint8Array | null): Set<string> {
  const resources = state ? parseState(state).resources : [];
  return new Set(resources.map(({ type, name }) => `${type}.${name}`));
}

/** What `init` says is no more than text. */
function throwAsOwn(error: unknown): never {
  if (!(error instanceof RunFailure)) throw error;
  const { class: cls, reason, addresses } = error.failure;
  throw runFailure(cls, ownText(reason), addresses);
}

async function planOnce(terraform: Terraform, context: PreviewContext, waiting: Waiting): Promise<Wait[]> {
  try {
    await terraform.plan('change');
    return [];
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    return waitsBehind(error, context, waiting);
  }
}

/** All that the errors wait for; a RunFailure where one of them is an error that a producer would not mend. */
async function waitsBehind(
  failure: CommandFailure,
  { redaction }: Pick<PreviewContext, 'redaction'>,
  waiting: Waiting,
): Promise<Wait[]> {
  const errors = readErrors(failure.errors(), waiting);
  if (errors.length === 0) throw failure;
  const waits = await Promise.all(errors.map((one) => waitOf(one, waiting)));
  const others = errors.filter((_, at) => waits[at] === undefined);
  const known = waits.flatMap((one) => one ?? []);
  if (others.length === 0) return inOrder(known);
  const elsewhere = await configuredLater(waiting);
  if (elsewhere.length > 0) return inOrder(known.concat(elsewhere));
  const placed = others.map((one) => {
    const { address, ...diagnostic } = one.diagnostic;
    const summary = `${placeOf(one)}${diagnostic.summary}`;
    return { ...diagnostic, ...(address !== undefined && { address }), summary };
  });
  const { class: cls, reason, addresses } = classifyDiagnostics('plan', placed);
  throw runFailure(cls, redaction.text(reason), addresses);
}

function inOrder(waits: readonly Wait[]): Wait[] {
  return [...waits].sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : (a.line ?? 0) - (b.line ?? 0),
  );
}

async function read(terraform: Terraform, context: PreviewContext, waiting: Waiting): Promise<Preview> {
  const whole = await terraform.showPlan();
  learnPlanSecrets(whole, context.redaction);
  const { plan, observations } = planAsRoot(whole);
  const waits = await providerWaits(observations, waiting);
  if (waits.length > 0) return { result: 'later', waits };
  const outlines = outlinesIn(observations, waiting.laid);
  return { result: 'planned', plan, outlines, uncertain: [], awaited: await awaitedIn(plan, waiting) };
}

/** Each observation with the instance that it is of: it lies in the same module, and has the same key. */
function outlinesIn(observations: readonly Observation[], { observers }: LaidComponent): Outline[] {
  return observations.flatMap(({ address, ...known }) => {
    const found = observers.find(({ name }) =>
      new RegExp(`(^|\\.)terraform_data\\.${name}(\\[|$)`).test(address),
    );
    if (found?.kind !== 'outline') return [];
    const own = address.replace(`terraform_data.${found.name}`, found.block.address);
    return [{ ...known, address: own, attribute: found.attribute }];
  });
}
