import { summarizeCost } from '../../domain/cost/summarize';
import type { PlanDocument } from '../../domain/environment/artifacts';
import type { Instant } from '../../domain/base/time';
import {
  componentPrice,
  laterResult,
  type PreviewOrder,
  type PreviewResult,
  type ShownComponentPlan,
} from '../../domain/stack/plan/preview-order';
import { showPlan } from '../../domain/terraform/consent/shown-plan';
import { countActions, renderPlan } from '../plan/plan-reader';
import { priceOf } from '../plan/price-plan';
import { givenInputs } from './given-inputs';
import { nameAwaited } from './name-awaited';
import { joined, outputsIn } from './joined-outputs';
import { type Preview, previewComponent, type PreviewContext } from './preview-component';
import { sealWith } from './seal-secret';
import type { Wait } from './why-later';

/** What a preview run needs: what a preview does, the copy of the state of its life, and where its plan is put. */
export interface PreviewRun extends PreviewContext {
  order: PreviewOrder;
  readState: () => Promise<Uint8Array | null>;
  writeShown: (shown: ShownComponentPlan) => Promise<string>;
  writePlan: (plan: PlanDocument) => Promise<void>;
  clock: () => Instant;
}

/** Plans a component of a stack and leaves the plan to be read; nothing else is written anywhere. */
export async function runPreview(run: PreviewRun): Promise<PreviewResult> {
  const { order } = run;
  const state = await run.readState();
  const pending = joined(order.pending);
  const { pin, inputs, present } = order;
  const preview = await previewComponent(run, { pin, inputs, pending, state, present });
  return preview.result === 'later' ? later(preview.waits, run) : leave(preview, run);
}

function later(waits: readonly Wait[], { log }: PreviewRun): PreviewResult {
  const lines = waits.map(wordsOf);
  for (const line of lines) log(`It can be planned later: ${line}`);
  return laterResult(
    waits.flatMap(({ pending }) => pending.flatMap(outputsIn)),
    lines.join('; '),
  );
}

function wordsOf({ address, path, line, what, pending }: Wait): string {
  const place = line === undefined ? path : `${path}:${line}`;
  return `${what} of ${address} (${place}) needs ${pending.flatMap(outputsIn).join(', ')}`;
}

type Planned = Extract<Preview, { result: 'planned' }>;

async function leave(preview: Planned, run: PreviewRun): Promise<PreviewResult> {
  const { order, clock } = run;
  const { estimate, prices } = priceOf(preview, run);
  const cost = summarizeCost(estimate, 'plan');
  const { salt, component } = order;
  const at = clock();
  const awaited = preview.awaited.map((one) => ({ ...one, outputs: one.outputs.flatMap(outputsIn) }));
  const digest = await run.writeShown({
    run: order.run,
    component,
    at,
    salt,
    plan: showPlan({
      plan: preview.plan,
      outlines: preview.outlines,
      bundle: order.pin.bundle,
      inputs: givenInputs(order),
      price: { upper: estimate.monthly, unpriced: estimate.unpriced },
      seal: sealWith(Buffer.from(salt, 'hex')),
    }),
    awaited,
    uncertain: preview.uncertain,
    cost,
  });
  const rendering = { run: order.run, digest, at, redaction: run.redaction, prices };
  await run.writePlan(nameAwaited(renderPlan(preview.plan, rendering), awaited));
  return { result: 'shown', digest, counts: countActions(preview.plan), price: componentPrice(cost) };
}
