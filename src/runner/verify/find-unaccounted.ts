import type { PlannedCreate } from '../../domain/environment/artifacts';
import { parseArn } from '../../domain/resources/arn';
import type { Identity, Place } from '../../domain/resources/identity';
import { factsOf } from '../../domain/resources/types';
import { askProvider, type Answer } from './probe/ask-provider';
import { isBlind } from './witnesses/blind-types';
import { ownershipOf, whyNotOurs } from './ownership';
import { Search, type Found, type Settlement } from './search';
import type { Probe } from './probe/scratch-folder';
import { findTaggedObjects, type TaggedObject } from './tagged-objects';
import type { Inspection } from './verify-context';

/** What the rounds of a search go by: where things are, and of which types not all could be seen. */
interface Clues {
  place: Place;
  doubts: Map<string, string>;
}

/**
 * Looks for what outstanding creates may have made: first among what carries the life's tag, then by the ids that their
 * planned attributes make, parents before what lives in them. An error counts as not knowing, never as absence.
 */
export async function findUnaccounted(inspection: Inspection, creates: PlannedCreate[]): Promise<Search> {
  const search = new Search(creates, inspection.held.all());
  const { objects, doubts } = await findTaggedObjects(inspection, creates);
  for (const create of creates) {
    const object = takeMatch(create, objects);
    if (object) search.settle(create, { kind: 'found', found: foundAs(create, object) });
  }
  const clues = { doubts, place: await placeOf(inspection, creates, doubts) };
  for (let pending = search.pending(); pending.length > 0; pending = search.pending())
    await settleRound(inspection, search, { ...clues, pending });
  return search;
}

/** Takes the object that fits best, so that no two creates get the same one. */
function takeMatch(create: PlannedCreate, objects: TaggedObject[]): TaggedObject | undefined {
  const fitting = objects.filter(({ type }) => type === create.type);
  const best = fitting.sort((a, b) => likeness(create, b) - likeness(create, a))[0];
  if (best) objects.splice(objects.indexOf(best), 1);
  return best;
}

function likeness({ known }: PlannedCreate, { label, attributes }: TaggedObject): number {
  const equal = Object.entries(known).filter(([name, value]) => attributes[name] === value).length;
  return equal + (label !== null && known['tags.Name'] === label ? 10 : 0);
}

/** Settles every create whose parent is settled; a circle of parents would be a malformed plan, so it is cut. */
async function settleRound(
  inspection: Inspection,
  search: Search,
  { place, doubts, pending }: Clues & { pending: PlannedCreate[] },
): Promise<void> {
  const settled = pending.filter((create) => !waits(search, create));
  const ready = settled.length > 0 ? settled : pending;
  const probes = new Map(ready.flatMap((create, at) => probeOf(search, { create, place, at })));
  const answers = await askProvider(inspection.terraform, { probes: [...probes.values()], queries: [] });
  for (const create of ready) {
    const probe = probes.get(create);
    const answer = probe && answers.get(probe.key);
    search.settle(
      create,
      answer ? byAnswer(inspection, search, { create, answer }) : byNature(search, create, doubts),
    );
  }
}

function waits(search: Search, create: PlannedCreate): boolean {
  const parent = identityOf(create.type)?.parent;
  return parent !== undefined && search.parentOf(create, parent) === 'unsettled';
}

function probeOf(
  search: Search,
  { create, place, at }: { create: PlannedCreate; place: Place; at: number },
): [PlannedCreate, Probe][] {
  const identity = identityOf(create.type);
  if (identity?.parent !== undefined && search.parentOf(create, identity.parent) === 'never-made') return [];
  const attributes = identity?.seed?.((attribute) => search.valueOf(create, attribute), place);
  if (!attributes) return [];
  const { type, schemaVersion } = create;
  return [[create, { key: `planned${at}`, type, region: place.region, schemaVersion, attributes }]];
}

/** What an answer about the very object that was planned means. */
function byAnswer(
  { held, life, began }: Inspection,
  search: Search,
  { create, answer }: { create: PlannedCreate; answer: Answer },
): Settlement {
  if (answer.found === 'absent') return { kind: 'nothing' };
  if (answer.found === 'unknown') return { kind: 'unknown', why: answer.why };
  const found = foundAs(create, answer);
  // An object that a state held is known already; a lost one of them was put back before.
  if (held.all().some(({ type, id }) => type === create.type && id === found.id)) return { kind: 'nothing' };
  const { parent } = identityOf(create.type) ?? {};
  if (parent !== undefined && search.parentOf(create, parent) === 'ours') return { kind: 'found', found };
  const ownership = parent === undefined ? ownershipOf(answer.attributes, life.id) : 'unclear';
  if (ownership === 'ours') return { kind: 'found', found };
  if (ownership === 'foreign') return { kind: 'nothing' };
  const { address, refused } = create;
  const why = refused ? whyNotOurs(create, answer.attributes, began) : undefined;
  if (why !== undefined) return { kind: 'nothing', foreign: { address, id: found.id, why } };
  return { kind: 'unknown', why: `${found.id} exists, but it is unclear whether this life created it` };
}

/** What can be said of a create that has no id to ask for. */
function byNature(search: Search, create: PlannedCreate, doubts: Map<string, string>): Settlement {
  const doubt = doubts.get(create.type);
  if (doubt !== undefined) return { kind: 'unknown', why: doubt };
  const identity: Identity = identityOf(create.type) ?? {};
  if (identity.parent !== undefined) return byParent(search, create, identity.parent);
  // Nothing with the life's tag was left over for it, and it would have one.
  if (!isBlind(create.type, create.tagged)) return { kind: 'nothing' };
  return { kind: 'unknown', why: 'its id is unknown, and the tagging API does not list its type' };
}

/** A thing cannot outlive what it lives in: either it goes with it, or the destroy of its parent fails aloud. */
function byParent(search: Search, create: PlannedCreate, attribute: string): Settlement {
  if (search.parentOf(create, attribute) !== 'foreign') return { kind: 'nothing' };
  if (!isBlind(create.type, create.tagged)) return { kind: 'nothing' };
  return {
    kind: 'unknown',
    why: `its parent is not part of this life, and its id is unknown`,
  };
}

function foundAs(create: PlannedCreate, object: Pick<TaggedObject, 'attributes' | 'schemaVersion'>): Found {
  const { schemaVersion } = object;
  const { idIs = 'id' } = identityOf(create.type) ?? {};
  const id = [object.attributes[idIs], object.attributes['id']].find((one) => typeof one === 'string') ?? '';
  return { create, id, schemaVersion, attributes: { ...object.attributes, id } };
}

function identityOf(type: string): Identity | undefined {
  return factsOf(type)?.identity;
}

async function placeOf(
  { target, terraform, held }: Inspection,
  creates: PlannedCreate[],
  doubts: Map<string, string>,
): Promise<Place> {
  const { region, endpoint } = target;
  const needed = creates.filter(({ type }) => identityOf(type)?.holdsAccount === true);
  const accounts = held.all().map(({ attributes }) => parseArn(attributes['arn'])?.account ?? '');
  const known = accounts.find((one) => /^\d{12}$/.test(one));
  if (known !== undefined || needed.length === 0) return { region, endpoint, account: known };
  const query = { key: 'caller', type: 'aws_caller_identity', arguments: {} };
  const answer = (await askProvider(terraform, { probes: [], queries: [query] })).get(query.key);
  if (answer?.found === 'present')
    return { region, endpoint, account: String(answer.attributes['account_id']) };
  for (const { type } of needed) doubts.set(type, 'the account id could not be read');
  return { region, endpoint, account: undefined };
}
