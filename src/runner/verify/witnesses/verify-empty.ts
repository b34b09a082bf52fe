import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckedResource, Receipt } from '../../../domain/environment/receipt';
import { derivedAmong } from '../../../domain/resources/derived/needs-source';
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

/**
 * Asks both witnesses whether anything of the life is left. What seems to be left is looked at again for about a
 * minute, as deletions and lists take their time; the caller checks the result with `isEmpty`.
 */
export async function verifyEmpty(context: VerifyContext): Promise<Evidence> {
  const inspection = await inspect(context);
  let look = await lookFirst(inspection);
  for (const delay of context.recheckDelaysMs ?? aboutAMinute) {
    const open = openIn(look);
    if (open === 0) break;
    context.log(`Not yet confirmed as gone: ${open}. Checking again in ${Math.ceil(delay / 1_000)} s.`);
    await sleep(delay, undefined, { signal: context.terraform.options.signal });
    look = await lookAgain(inspection, look.findings);
  }
  context.log(summaryOf(look));
  return { ...look.evidence, checked: look.checked };
}

interface Look {
  findings: ObjectCheck[];
  checked: CheckedResource[];
  evidence: Omit<Evidence, 'checked'>;
}

async function lookFirst(inspection: Inspection): Promise<Look> {
  return combine(inspection, await checkWithProvider(inspection, inspection.held.all()));
}

/** What is proven gone stays gone; only the rest is asked about, and the list is read anew. */
async function lookAgain(inspection: Inspection, before: ObjectCheck[]): Promise<Look> {
  const open = before.filter(isOpen);
  const settled = before.filter((finding) => !open.includes(finding));
  return combine(inspection, [...settled, ...(await recheck(inspection, open))]);
}

async function combine(inspection: Inspection, findings: ObjectCheck[]): Promise<Look> {
  const listing = await listEverywhere(inspection);
  const held = findings.map((finding) => finding.held);
  const listed = new Set(listing.hits.flatMap((hit) => heldOf(hit, held) ?? []));
  const gone = goneIds(findings);
  const strangers = listing.hits.filter((hit) => !heldOf(hit, held));
  const inGoneClusters = strangers.filter((hit) => isOfGoneCluster(hit, gone));
  const others = await confirmHits(
    inspection,
    strangers.filter((hit) => !inGoneClusters.includes(hit)),
  );
  const checked = [
    ...findings.flatMap((finding) => entryOf(inspection, finding, listed.has(finding.held))),
    ...inGoneClusters.map((hit) => ofGoneCluster(hit, inspection)),
    ...others,
  ];
  return { findings, checked, evidence: evidenceOf(inspection, { findings, listing, listed }) };
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
