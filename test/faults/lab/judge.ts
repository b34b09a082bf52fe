import { createHash } from 'node:crypto';
import type { Environment } from '../../../src/domain/environment/environment';
import { verifyEvents } from '../../../src/client/verify-events';
import type { DomainEvent, EventPage } from '../../../src/domain/environment/events';
import { inUsePrefix } from '../../../src/domain/image/in-use-tag';
import { isEmpty, Receipt } from '../../../src/domain/environment/receipt';
import type { Plane } from '../../../src/local/start-plane';
import { tagsIn, usedTags } from './used-images';
import { readObjects, readRegistry, type StoredObject } from '../../support/plane/plane-stores';

/** What went wrong with the lives of a plane, one line each, by the promise that was broken. */
export interface Verdict {
  lost: string[];
  orphaned: string[];
  appliedTwice: string[];
  eventsLost: string[];
  receiptsWrong: string[];
  imagesWrong: string[];
}

/** What a plane holds once all is over, as it is in the stores. */
interface Remains {
  lives: Map<string, Environment>;
  events: Map<string, DomainEvent[]>;
  objects: StoredObject[];
  /** The ids of the events that the bus accepted. */
  delivered: ReadonlySet<string>;
  /** The tags of the image repository. */
  tags: string[];
}

/** The promises of the control plane, in the words in which they are printed. */
export const promises: Record<keyof Verdict, string> = {
  lost: 'environments lost',
  orphaned: 'resources orphaned',
  appliedTwice: 'plans applied twice',
  eventsLost: 'events lost',
  receiptsWrong: 'receipts wrong',
  imagesWrong: 'images lost, or kept for nobody',
};

/** Compares registry, audit, bus, states and receipts with each other and with what was promised to those who asked. */
export async function judgePlane(
  plane: Plane,
  promised: { name: string; id: string }[],
  delivered: ReadonlySet<string>,
): Promise<Verdict> {
  const [objects, tags] = await Promise.all([readObjects(plane), tagsIn(plane)]);
  const remains = { ...sort(await readRegistry(plane)), objects, tags, delivered };
  return {
    lost: findLost(remains, promised),
    orphaned: findOrphaned(remains),
    appliedTwice: findAppliedTwice(remains),
    eventsLost: findEventsLost(remains),
    receiptsWrong: findWrongReceipts(remains),
    imagesWrong: findWrongImages(remains),
  };
}

function sort(items: Record<string, unknown>[]): Pick<Remains, 'lives' | 'events'> {
  const lives = new Map<string, Environment>();
  const events = new Map<string, DomainEvent[]>();
  for (const { pk, body } of items) {
    const kind = String(pk).split('#')[0];
    const life = body as Environment;
    if (kind === 'ENV') lives.set(life.id, life);
    // What was untold of when an ended life was kept is told by the item of its name.
    if (kind === 'LIFE' && !lives.has(life.id)) lives.set(life.id, { ...life, outbox: [] });
    if (kind === 'EVENT') {
      const event = body as DomainEvent;
      events.set(event.life, [...(events.get(event.life) ?? []), event]);
    }
  }
  return { lives, events };
}

/** Every life that somebody was told of, and every life that has a state, is known and was brought to its end. */
function findLost({ lives, objects }: Remains, promised: { name: string; id: string }[]): string[] {
  const unknown = promised.filter(({ id }) => !lives.has(id)).map(({ name }) => `${name} is in no registry`);
  const stateOf = objects.flatMap(({ key }) => /^environments\/([^/]+)\/([^/]+)\//.exec(key)?.[2] ?? []);
  const stray = [...new Set(stateOf)]
    .filter((id) => !lives.has(id))
    .map((id) => `the life ${id} has a state`);
  const undone = [...lives.values()]
    .filter(({ status }) => status !== 'destroyed')
    .map(({ name, status, lastRun }) => `${name} is ${status} (${lastRun?.failure?.reason ?? 'no failure'})`);
  return [...unknown, ...stray, ...undone];
}

/** What the newest state of a life still holds is orphaned once the life is said to be over. */
function findOrphaned({ lives, objects }: Remains): string[] {
  return statesByLife(objects).flatMap(([life, versions]) => {
    const { resources = [] } = versions.at(-1) ?? {};
    return resources.length > 0
      ? [`${lives.get(life)?.name ?? life} holds ${resources.length} resources`]
      : [];
  });
}

/** One begin-apply per plan; and one writer of the state: one lineage, and one meaning for each serial. */
function findAppliedTwice({ lives, events, objects }: Remains): string[] {
  const began = [...events.values()].flat().filter(({ type }) => type === 'RunApplying');
  const nameOf = (life: string) => lives.get(life)?.name ?? life;
  const plans = repeated(
    began.map(({ life, data }) => `${nameOf(life)} ${life} ${String(data['planDigest'])}`),
  );
  const writers = statesByLife(objects).flatMap(([life, versions]) => {
    const lineages = new Set(versions.map(({ lineage }) => lineage));
    const serials = repeated(distinct(versions.map(meaningOf)).map((meaning) => meaning.split(' ')[0] ?? ''));
    return lineages.size > 1 || serials.length > 0
      ? [`${nameOf(life)} has ${lineages.size} lineages, serials ${serials.join()} twice`]
      : [];
  });
  return [...plans, ...writers];
}

/** The audit of a life has every number up to its last, chained, and the bus accepted each of them. */
function findEventsLost({ lives, events, delivered }: Remains): string[] {
  return [...lives.values()].flatMap(({ id, name, seq, outbox, head }) => {
    const known = new Map((events.get(id) ?? []).map((event) => [event.seq, event]));
    const numbers = Array.from({ length: seq }, (_, index) => index + 1);
    const unwritten = numbers.filter((number) => !known.has(number));
    const untold = [...known.values()].filter((event) => !delivered.has(event.id)).map(({ seq: nth }) => nth);
    const stuck = outbox.map((event) => event.seq);
    const wrong = [
      ...unwritten.map((nth) => `${nth} not in the audit`),
      ...untold.map((nth) => `${nth} not on the bus`),
      ...stuck.map((nth) => `${nth} still in the outbox`),
      ...brokenChain(known, { life: id, seq, digest: head ?? null }),
    ];
    return wrong.length > 0 ? [`${name}: ${wrong.join(', ')}`] : [];
  });
}

/** Whatever failed when, the chain of a life has neither holes nor forks. */
function brokenChain(known: ReadonlyMap<number, DomainEvent>, head: EventPage['head']): string[] {
  const items = [...known.values()].sort((one, other) => one.seq - other.seq);
  const { fault, chainedFrom } = verifyEvents({ items, next: null, head });
  if (fault) return [`the chain breaks at ${fault.seq}: ${fault.reason}`];
  return chainedFrom === 1 ? [] : ['its first event is not chained'];
}

/** A receipt that a life ended with is the whole one's digest, is empty, and says rightly whether anything was built. */
function findWrongReceipts({ lives, events, objects }: Remains): string[] {
  return [...lives.values()].flatMap((life) => {
    if (life.status !== 'destroyed') return [];
    const applied = (events.get(life.id) ?? []).some(({ type }) => type === 'RunApplying');
    const { built, digest, checked, endedAt } = life.receipt;
    if (built !== applied) return [`${life.name} says built: ${built}, but applied: ${applied}`];
    if (!built) return [];
    const whole = objects.find(({ key }) => key === `runs/${life.lastRun?.id}/receipt.json`);
    if (!whole || sha256(whole.text) !== digest) return [`${life.name} has no receipt of digest ${digest}`];
    const receipt = Receipt.parse(JSON.parse(Buffer.from(whole.text, 'latin1').toString('utf8')));
    const right = receipt.life === life.id && receipt.checked.length === checked && isEmpty(receipt);
    return right && endedAt <= life.endedAt ? [] : [`${life.name}: ${whole.text}`];
  });
}

/** Every image is there under its own tag, and none is said to be in use when every life is over. */
function findWrongImages({ lives, tags }: Remains): string[] {
  const lost = usedTags.filter((tag) => !tags.includes(tag)).map((tag) => `the image ${tag} is gone`);
  const ended = [...lives.values()].filter(({ status }) => status === 'destroyed');
  const kept = ended.flatMap(({ id, name }) =>
    tags.filter((tag) => tag.startsWith(inUsePrefix(id))).map((tag) => `${name} is over, and left ${tag}`),
  );
  return [...lost, ...kept];
}

interface StateText {
  lineage: string;
  serial: number;
  resources?: unknown[];
  outputs?: unknown;
}

/** All versions of each life's state, in the order of their serials. */
function statesByLife(objects: StoredObject[]): [life: string, versions: StateText[]][] {
  const byLife = new Map<string, StateText[]>();
  for (const { key, text } of objects) {
    const life = /^environments\/[^/]+\/([^/]+)\/terraform\.tfstate$/.exec(key)?.[1];
    if (life === undefined) continue;
    byLife.set(life, [...(byLife.get(life) ?? []), JSON.parse(text) as StateText]);
  }
  return [...byLife].map(([life, versions]) => [life, versions.sort((a, b) => a.serial - b.serial)]);
}

/** Terraform writes an unchanged state again under its serial, its checks in another order. */
function meaningOf({ serial, resources, outputs }: StateText): string {
  return `${serial} ${JSON.stringify([resources, outputs])}`;
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts)];
}

function repeated(texts: string[]): string[] {
  return distinct(texts.filter((text, index) => texts.indexOf(text) !== index));
}

function sha256(latin1: string): string {
  return createHash('sha256').update(Buffer.from(latin1, 'latin1')).digest('hex');
}
