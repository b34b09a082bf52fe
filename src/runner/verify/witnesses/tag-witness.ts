import type { CheckedResource } from '../../../domain/environment/receipt';
import { classifyText } from '../../../bundle/terraform/classify-failure';
import { isRefusal, runFailure } from '../../../domain/environment/run-failure';
import { clusterArnOf } from '../../../domain/resources/aws/ecs';
import { candidatesOf } from '../arn-types';
import { askProvider, type Answer } from '../probe/ask-provider';
import { finalSnapshotsOf, isFinalSnapshot } from './final-snapshots';
import type { HeldResource } from './held-resources';
import { isSameObject } from './same-object';
import { hasProvider, type Probe } from '../probe/scratch-folder';
import { listTagged, regionsOf, type Hit } from './tagged-resources';
import { listedState, terminalState } from './terminal-states';
import type { Inspection } from '../verify-context';

/** What the tagging API lists of a life, and the regions in which it could not be asked with the reason. */
export interface Listing {
  hits: Hit[];
  unasked: { region: string; why: string }[];
}

/**
 * Lists what carries the life's tag in every region. Where the home region refuses, that is an error; another one
 * may be closed to the target by its organisation, which is reported, since nothing can be there then either.
 */
export async function listEverywhere({ target, access, life }: Inspection): Promise<Listing> {
  const listing: Listing = { hits: [], unasked: [] };
  const seen = new Set<string>();
  for (const region of regionsOf(target)) {
    try {
      const hits = await listTagged(access, region, life.id);
      // An emulator may list everything in every region.
      listing.hits.push(...hits.filter(({ arn }) => !seen.has(arn.text) && seen.add(arn.text)));
    } catch (error) {
      const why = `${(error as Error).name}: ${(error as Error).message}`;
      if (region === target.region || !isRefusal(error))
        throw runFailure(classifyText(why), `The tagging API in ${region} did not respond: ${why}`);
      listing.unasked.push({ region, why });
    }
  }
  return listing;
}

/** What a hit is that no state held, told by the provider where the ARN says what to ask it. */
export async function confirmHits(inspection: Inspection, hits: Hit[]): Promise<CheckedResource[]> {
  const held = inspection.held.all();
  const kept = finalSnapshotsOf(held);
  const usable = await hasProvider(inspection.terraform);
  const asked = await Promise.all(
    hits.map((hit, at) => (usable ? probesOf(inspection, hit, at) : Promise.resolve([]))),
  );
  const answers = await askProvider(inspection.terraform, { probes: asked.flat(), queries: [] });
  return hits.map((hit, at) => {
    if (isFinalSnapshot(hit.arn, kept)) return keptSnapshot(hit);
    const probes = asked[at] ?? [];
    return verdictOn(
      inspection,
      hit,
      probes.map((probe) => ({ probe, answer: answers.get(probe.key) })),
    );
  });
}

/** The object of a life that a hit stands for; undefined when no state ever held it. */
export function heldOf(hit: Hit, held: HeldResource[]): HeldResource | undefined {
  return held.find((one) => isSameObject(hit.arn, one));
}

/** Whether a hit is of something that lives in an ECS cluster which is gone, and so cannot run. */
export function isOfGoneCluster(hit: Hit, gone: Set<string>): boolean {
  const cluster = clusterArnOf(hit.arn);
  return cluster !== undefined && gone.has(cluster);
}

/** The entry of a hit whose cluster is gone. */
export function ofGoneCluster(hit: Hit, inspection: Inspection): CheckedResource {
  const note = `its cluster is gone; ECS lists it for a while (asked at ${inspection.clock()})`;
  return { ...entryOf(hit), witness: 'cluster-gone', found: 'terminal', note };
}

async function probesOf({ schemas, target }: Inspection, hit: Hit, at: number): Promise<Probe[]> {
  const candidates = candidatesOf(hit.arn, target.endpoint);
  const probes = candidates.map(async ({ type, attributes }, nth): Promise<Probe[]> => {
    const schemaVersion = await schemas.versionOf(type);
    if (schemaVersion === undefined) return [];
    return [{ key: `hit${at}x${nth}`, type, region: hit.region, schemaVersion, attributes }];
  });
  return (await Promise.all(probes)).flat();
}

interface Asked {
  probe: Probe;
  answer: Answer | undefined;
}

function verdictOn(inspection: Inspection, hit: Hit, asked: Asked[]): CheckedResource {
  const now = inspection.clock();
  const entry = entryOf(hit, asked[0]?.probe.type);
  for (const { probe, answer } of asked) {
    if (answer?.found !== 'present') continue;
    const note = terminalState(probe.type, answer.attributes, now);
    const left = {
      ...entryOf(hit, probe.type),
      found: 'remaining' as const,
      note: 'it was never in the state of this life',
    };
    return note === null ? left : { ...left, found: 'terminal', note };
  }
  const proven = asked.length > 0 && asked.every(({ answer }) => answer?.found === 'absent');
  if (proven) return { ...entry, found: 'terminal', note: listedState(entry.type, now) };
  return {
    ...entry,
    found: 'remaining',
    note: 'listed by the tagging API, and nothing else could confirm whether it exists',
  };
}

function keptSnapshot(hit: Hit): CheckedResource {
  const note = 'the final snapshot that the template requests; it is kept and billed until it is deleted';
  return { ...entryOf(hit), found: 'terminal', note };
}

/** What no state held has no address, so its ARN stands for it. */
function entryOf({ arn }: Hit, type = `${arn.service}:${arn.resource.split(/[/:]/)[0] ?? ''}`) {
  return { address: arn.text, type, id: arn.text, witness: 'tagging-api' as const };
}
