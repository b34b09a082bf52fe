import type { OutputsDocument } from '../../domain/environment/artifacts';
import type { DomainEvent } from '../../domain/environment/events';
import { formatUsd } from '../../domain/cost/money';
import { between, day, minute, plus, second } from '../../domain/base/time';
import type { EnvironmentView } from '../../domain/environment/view';
import { askWhatIsLeft, showPresence, showReceipt } from './leftovers';
import { promised } from './promises';
import type { Stage } from './stage';

/** One act of the demo: what it shows, in a line, and how it is played; a step not as promised throws PromiseBroken. */
export interface Act {
  shows: string;
  play: (stage: Stage) => Promise<void>;
}

/** How late the end of a lease may be noticed: the sweep comes every two seconds, and the machine may be busy. */
const longestLateness = 15 * second;

/** The whole story, in order. */
export const acts: readonly Act[] = [
  { shows: 'The available templates.', play: showTemplates },
  { shows: 'A playground for one minute. It will end automatically.', play: createBlink },
  {
    shows: 'An API with a database, planned, priced and built by Terraform with the AWS provider.',
    play: createShop,
  },
  { shows: 'A longer lease. It takes effect immediately, without running Terraform.', play: extendShop },
  { shows: "The playground's minute has passed, and it is destroyed automatically.", play: awaitExpiry },
  { shows: 'The API and its database are destroyed, and proven gone.', play: destroyShop },
  { shows: 'The AWS emulator is queried for anything left of either life.', play: askWhatIsLeft },
];

async function showTemplates(stage: Stage): Promise<void> {
  const said = await stage.idp('templates');
  for (const template of ['api-database', 'api-service', 'playground', 'scheduled-worker'])
    promised(said.includes(template), `the template ${template} to be listed`, said);
}

async function createBlink(stage: Stage): Promise<void> {
  await stage.idp('create', '--template', 'playground', '--name', 'blink', '--ttl', '1m', '--yes');
  const { lease } = await stage.environment('blink');
  const end = plus(lease.startedAt, minute);
  promised(lease.expiresAt === end, `a lease of one minute, until ${end}`, lease);
}

async function createShop(stage: Stage): Promise<void> {
  const create = ['create', '--template', 'api-database', '--name', 'shop', '--ttl', '7d', '--yes'];
  const said = await stage.idp(...create);
  const shop = await stage.environment('shop');
  promised(shop.status === 'ready', 'shop to be ready', shop);
  sayPlan(stage, shop);
  promised(/\b\d+\/\d+ resources\b/.test(said), 'the progress to be shown, resource by resource', said);
  const outputs = await stage.get<OutputsDocument>('/environments/shop/outputs');
  const endpoint = outputs['db_endpoint']?.value;
  const isAddress = typeof endpoint === 'string' && /^[\w.-]+:\d+$/.test(endpoint);
  promised(isAddress, "the database's endpoint among the outputs", outputs);
  promised(said.includes(endpoint), `the endpoint ${endpoint} to be shown`, said);
  await showPresence(stage, shop);
}

function sayPlan(stage: Stage, { plan, lease }: EnvironmentView): void {
  promised(plan !== undefined && plan.create > 0, 'a plan that adds resources', plan);
  const { monthly, lease: whole } = plan.cost;
  promised(monthly > 0 && whole !== null && whole > 0, 'a price per month and over the lease', plan.cost);
  const price = `${formatUsd(monthly)} per month, ${formatUsd(whole)} over the lease of ${lease.ttl}`;
  stage.say(`the plan: ${plan.create} to add, ${plan.update} to change, ${plan.delete} to destroy; ${price}`);
}

async function extendShop(stage: Stage): Promise<void> {
  const before = await stage.environment('shop');
  await stage.idp('extend', 'shop', '--by', '2d');
  const { lease, lastRun } = await stage.environment('shop');
  const end = plus(before.lease.expiresAt ?? '', 2 * day);
  promised(lease.expiresAt === end, `the lease to end two days later, at ${end}`, lease);
  promised(lastRun?.id === before.lastRun?.id, 'no run for an extension', lastRun);
}

async function awaitExpiry(stage: Stage): Promise<void> {
  const { lease, id } = await stage.until('blink', ({ status }) => status === 'destroyed', 180);
  await stage.idp('events', 'blink');
  const { items } = await stage.get<{ items: DomainEvent[] }>('/environments/blink/events');
  const expired = items.find(({ type }) => type === 'LeaseExpired');
  promised(expired !== undefined, 'an event about the end of the lease', items);
  const asked = items.filter(
    ({ type, data }) => type === 'EnvironmentDestroyRequested' && data.reason !== 'expired',
  );
  promised(asked.length === 0, 'the end not to be requested by a person', asked);
  const late = between(lease.expiresAt ?? '', expired.at);
  promised(late >= 0 && late <= longestLateness, 'the end to be noticed within 15 s', `${late} ms`);
  stage.say(`noticed ${(late / second).toFixed(1)} s after the lease ended, by ${expired.actor}`);
  await showReceipt(stage, id);
}

async function destroyShop(stage: Stage): Promise<void> {
  await stage.idp('destroy', 'shop', '--yes');
  const { status, receipt } = await stage.environment('shop');
  promised(status === 'destroyed' && receipt !== undefined, 'shop to be destroyed, with a receipt', status);
  promised(receipt.checked > 0, 'a receipt of the resources that were checked', receipt);
}
