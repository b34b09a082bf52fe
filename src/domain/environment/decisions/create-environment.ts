import type { AdoptedState } from '../adopt/adopted-state';
import type { Environment } from '../environment';
import type { Spec } from '../spec';
import { type LifeName, referenceText } from '../uses/references';
import type { PartOfStack } from '../stack/part-of-stack';
import type { PreviewSource } from '../../access/preview-source';
import type { Lease } from '../../lease';
import type { CostSummary } from '../../cost/cost-summary';
import { type Budget, startBudget } from '../../limits/budget';
import { recentRequests } from '../../registry/requests';
import { cutAt } from '../../base/cut-text';
import { and, type Change, type Moment } from './change';
import { withRun } from './runs';

/** All that a new life starts from; `id` is above the id of the life that had the name before. */
export interface Birth {
  name: string;
  id: string;
  previous: Pick<Environment, 'id' | 'version' | 'seq' | 'outbox' | 'effects' | 'requests'> | null;
  owner: string;
  team: string | null;
  stack?: PartOfStack | undefined;
  source?: PreviewSource | undefined;
  target: string;
  tags: Record<string, string>;
  lease: Lease;
  /** What it may cost; absent where nothing limits that. */
  budget?: Budget | undefined;
  /** The lives whose outputs it takes. */
  uses?: LifeName[] | undefined;
  /** The Terraform state that it takes over. */
  adopts?: AdoptedState | undefined;
  /** When it is to be put to sleep and woken. */
  sleep?: string | undefined;
  spec: Spec;
  cost: CostSummary;
  planOnly: boolean;
  by: string;
}

/** A new life: pending, its lease running, its first provision queued. Events of the ended life not yet delivered come along. */
export function createEnvironment(birth: Birth, moment: Moment): Change {
  const { previous, spec, planOnly, by, stack, source, budget, sleep, uses, adopts, ...given } = birth;
  const born = {
    ...given,
    ...(stack && { stack }),
    ...(source && { source }),
    ...(adopts && { adopts }),
    ...(budget && { budget: startBudget(budget) }),
    ...(uses && uses.length > 0 && { uses }),
    ...(sleep !== undefined && { schedule: { sleep, edge: moment.now } }),
    previousId: previous?.id ?? null,
    version: previous?.version ?? 0,
    createdAt: moment.now,
    updatedAt: moment.now,
    wanted: { ...spec, askedBy: by },
    applied: null,
    plan: null,
    outputs: null,
    lastRun: null,
    seq: 0,
    outbox: previous?.outbox ?? [],
    effects: previous?.effects ?? [],
    // What was asked of the name's last life is not done to this one when it is sent again.
    requests: recentRequests(previous?.requests ?? [], moment.now),
  };
  const change = withRun(
    { ...born, status: 'ready', run: null },
    { kind: 'provision', by, planOnly },
    moment,
  );
  const pending = { ...change.environment, status: 'pending' } as Environment;
  return and({ environment: pending, events: [], effects: change.effects }, [
    { type: 'EnvironmentRequested', actor: by, data: requestedData(birth) },
    ...change.events,
  ]);
}

function requestedData({ spec, owner, lease, planOnly, adopts }: Birth) {
  return {
    template: spec.template.name,
    version: spec.template.version,
    owner,
    expiresAt: lease.expiresAt,
    planOnly,
    ...referencesInEvent(spec),
    ...(adopts && { adopts: adopts.from, adoptedState: adopts.state }),
  };
}

/** The outputs that inputs were taken from, as an event holds them. */
function referencesInEvent({ references = {} }: Spec): { references?: string } {
  const texts = Object.entries(references).map(([input, one]) => `${input} = ${referenceText(one)}`);
  return texts.length > 0 ? { references: cutAt(1_000, texts.join(', ')) } : {};
}
