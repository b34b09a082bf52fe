import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckedResource, Receipt } from '../../../domain/environment/receipt';
import { allSettled } from '../../../domain/base/all-settled';
import { derivedAmong } from '../../../domain/resources/derived/needs-source';
import { clusterIn, clusterType } from '../../cluster/doomed-clusters';
import { presumedOf } from '../../cluster/known-inside';
import { isSeen, OutsideLooks } from '../../cluster/look-outside';
import { isBlind } from './blind-types';
import type { HeldResource } from './held-resources';
import { checkWithProvider, goneIds, isOpen, recheck, type ObjectCheck } from './provider-witness';
import {
  confirmHits,
  heldOf,
  isOfGoneCluster,
  listEverywhere,
  ofGoneCluster,
  type Listing,
} from './tag-witness';
import { regionsOf } from './tagged-resources';
import { listedState } from './terminal-states';
import { inspect, type Inspection, type VerifyContext } from '../verify-context';

/** What was found of a life after its destroy; the rest of the receipt is not this program part's to know. */
export type Evidence = Pick<Receipt, 'checked' | 'blindTypes' | 'derivedTypes' | 'unchecked' | 'regions'>;

const aboutAMinute = [3_000, 7_000, 15_000, 30_000];
/** The interfaces of nodes that are gone are removed by AWS, some minutes later. */
const aboutSixMinutes = [...aboutAMinute, 60_000, 60_000, 90_000, 90_000];

/**
 * Asks both witnesses whether anything of the life is left. What seems to be left is looked at again for about a
 * minute, as deletions and lists take their time; the caller checks the result with `isEmpty`.
 */
export async function verifyEmpty(context: VerifyContext): Promise<Evidence> {
  const inspection = await inspect(context);
  const scene = { ...inspection, outside: looksAtClusters(inspection) };
  let look = await lookFirst(scene);
  const usual = scene.outside.length > 0 ? aboutSixMinutes : aboutAMinute;
  for (const delay of context.recheckDelaysMs ?? usual) {
    const open = openIn(look);
    if (open === 0) break;
    context.log(`Not yet confirmed as gone: ${open}. Checking again in ${Math.ceil(delay / 1_000)} s.`);
    await sleep(delay, undefined, { signal: context.terraform.options.signal });
    look = await lookAgain(scene, look.findings);
  }
  context.log(summaryOf(look));
  return { ...look.evidence, checked: look.checked };
}

interface Look {
  findings: ObjectCheck[];
  checked: CheckedResource[];
  evidence: Omit<Evidence, 'checked'>;
}

/** What is looked at, and the ways to what the controllers of clusters of this life made: no state ever held it. */
interface Scene extends Inspection {
  outside: OutsideLooks[];
}

async function lookFirst(scene: Scene): Promise<Look> {
  return combine(scene, await checkWithProvider(scene, scene.held.all()));
}

/** What is proven gone stays gone; only the rest is asked about, and the list is read anew. */
async function lookAgain(scene: Scene, before: ObjectCheck[]): Promise<Look> {
  const open = before.filter(isOpen);
  const settled = before.filter((finding) => !open.includes(finding));
  return combine(scene, [...settled, ...(await recheck(scene, open))]);
}

async function combine({ outside: looks, ...inspection }: Scene, findings: ObjectCheck[]): Promise<Look> {
  const listing = await listEverywhere(inspection);
  const held = findings.map((finding) => finding.held);
  const listed = new Set(listing.hits.flatMap((hit) => heldOf(hit, held) ?? []));
  const gone = goneIds(findings);
  const outside = await allSettled(looks.map((one) => one.look()));
  const strangers = listing.hits.filter((hit) => !heldOf(hit, held) && !isSeen(hit, outside));
  const inGoneClusters = strangers.filter((hit) => isOfGoneCluster(hit, gone));
  const others = await confirmHits(
    inspection,
    strangers.filter((hit) => !inGoneClusters.includes(hit)),
  );
  const checked = [
    ...findings.flatMap((finding) => entryOf(inspection, finding, listed.has(finding.held))),
    ...inGoneClusters.map((hit) => ofGoneCluster(hit, inspection)),
    ...others,
    ...outside.flatMap((one) => one.checked),
  ];
  const evidence = evidenceOf(inspection, { findings, listing, listed });
  const unchecked = [...evidence.unchecked, ...outside.flatMap((one) => one.unchecked)];
  return { findings, checked, evidence: { ...evidence, unchecked } };
}

function looksAtClusters(inspection: Inspection): OutsideLooks[] {
  const clusters = inspection.held.all().filter(({ type }) => type === clusterType);
  return clusters
    .flatMap(({ address, attributes }) => clusterIn(address, attributes, inspection.target.region))
    .map(
      (cluster) => new OutsideLooks(inspection, { cluster, inside: presumedOf(cluster.name), when: 'after' }),
    );
}

/** Both witnesses on one object: what the provider calls gone and the list still shows has come to its end state. */
function entryOf(inspection: Inspection, finding: ObjectCheck, listed: boolean): CheckedResource[] {
  const { held, checked } = finding;
  if (checked?.found === 'gone' && listed)
    return [{ ...checked, found: 'terminal', note: listedState(held.type, inspection.clock()) }];
  if (finding.checked !== null) return [finding.checked];
  const { address, type, id } = held;
  const note = `listed by the tagging API, and the provider could not check it: ${finding.why}`;
  return listed ? [{ address, type, id, witness: 'tagging-api', found: 'remaining', note }] : [];
}

interface Seen {
  findings: ObjectCheck[];
  listing: Listing;
  listed: Set<HeldResource>;
}

function evidenceOf({ target }: Inspection, { findings, listing, listed }: Seen): Omit<Evidence, 'checked'> {
  const missed = findings.flatMap((one) => (one.checked === null && !listed.has(one.held) ? [one] : []));
  const refused = listing.unasked.map(({ region, why }) => `the tagging API in ${region}: ${why}`);
  const unasked = new Set(listing.unasked.map(({ region }) => region));
  const derived = derivedAmong(findings.map(({ held }) => held.type));
  return {
    regions: regionsOf(target).filter((region) => !unasked.has(region)),
    blindTypes: blindTypesOf(findings.map(({ held }) => held)),
    ...(derived.length > 0 && { derivedTypes: derived }),
    unchecked: [
      ...missed.map(({ held, why }) => `${held.address} (${held.id ?? 'no id'}): ${why}`),
      ...refused,
    ],
  };
}

function blindTypesOf(held: HeldResource[]): string[] {
  const blind = held.filter(({ type, attributes }) =>
    isBlind(type, 'tags_all' in attributes || 'tags' in attributes),
  );
  return [...new Set(blind.map(({ type }) => type))].sort();
}

function openIn({ findings, checked }: Look): number {
  const unanswered = findings.filter((finding) => finding.checked === null && isOpen(finding));
  return checked.filter(({ found }) => found === 'remaining').length + unanswered.length;
}

function summaryOf({ checked, evidence }: Look): string {
  const count = (found: CheckedResource['found']) => checked.filter((one) => one.found === found).length;
  const parts = [
    `${count('gone')} gone`,
    `${count('terminal')} in a terminal state`,
    `${count('remaining')} left`,
  ];
  if (evidence.unchecked.length > 0) parts.push(`${evidence.unchecked.length} not checked`);
  return `Verified in ${evidence.regions.join(', ')}: ${parts.join(', ')}.`;
}
