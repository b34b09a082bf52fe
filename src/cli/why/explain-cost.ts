import type { PlanDocument } from '../../domain/environment/artifacts';
import { describeCost } from '../print/cost';
import { describePrice } from '../print/plan/plan-prices';
import { printable } from '../../client/text/paint';
import { renderTable } from '../../client/text/table';
import type { Api } from '../../client/api';
import type { EnvironmentView } from '../../client/typed/types';
import type { Context } from '../context';
import { declaredBy } from './named-thing';
import { openFiles } from './open-files';
import { changeOf, type LifePlan, readPlans } from './read-plans';

type Priced = PlanDocument['resources'][number];

/** A part of the cost: what it is of, and the lines that declare it; null where the template does not any more. */
interface CostPart {
  address: string;
  price: NonNullable<Priced['price']>;
  declared: { file: string; line: number } | null;
}

/** Says what of an environment costs what, the dearest first, and on which lines of the template each is declared. */
export async function explainCost(context: Context, name: string): Promise<void> {
  const { api, screen } = context;
  const view = await api.getEnvironment(name);
  const { source } = await openFiles(context, view);
  const priced = await pricedIn(context, view);
  const parts: CostPart[] = [];
  for (const { address, price } of priced) {
    const traced = await source.trace(declaredBy(address));
    const declared = traced ? { file: traced.declared.file, line: traced.declared.line } : null;
    parts.push({ address, price, declared });
  }
  screen.show({ environment: name, cost: view.cost, parts }, () => [
    ...renderTable(['RESOURCE', 'COST', 'DECLARED'], parts.map(rowOf), screen.paint.columns),
    ...(parts.length > 0 ? [''] : []),
    ...describeCost(view),
  ]);
}

function rowOf({ address, price, declared }: CostPart): string[] {
  const place = declared ? `${declared.file}:${declared.line}` : '';
  return [printable(address), describePrice({ action: 'create', price }), printable(place)];
}

/** Every resource by its newest price, without those that were deleted or are free. */
async function pricedIn({ api }: Context, view: EnvironmentView) {
  const newest = new Map<string, Priced>();
  for (const plan of await relevantPlans(api, view))
    for (const one of changesIn(plan)) if (!newest.has(one.address)) newest.set(one.address, one);
  return [...newest.values()]
    .filter(({ action }) => action !== 'delete' && action !== 'forget')
    .flatMap(({ address, price }) => (price && costs(price) ? [{ address, price }] : []))
    .sort((one, other) => (other.price.monthly ?? -1) - (one.price.monthly ?? -1));
}

/** The plans that were applied, else the newest that waits. */
async function relevantPlans(api: Api, view: EnvironmentView): Promise<LifePlan[]> {
  const all = await readPlans(api, view);
  const applied = all.filter((plan) => plan.applied);
  return applied.length > 0 ? applied : all.slice(0, 1);
}

function changesIn(plan: LifePlan): Priced[] {
  return plan.plan.resources.flatMap(({ address }) => changeOf(plan, address) ?? []);
}

function costs({ monthly, byUse, unpriced }: NonNullable<Priced['price']>): boolean {
  return monthly !== null || byUse || unpriced;
}
