import type { CheckedResource } from '../../../domain/environment/receipt';
import { factsOf } from '../../../domain/resources/types';
import { askProvider, type Answer } from '../probe/ask-provider';
import { regionOf, type HeldResource } from './held-resources';
import { isStateOnly } from '../state-only';
import { hasProvider, type Probe } from '../probe/scratch-folder';
import { remainderOf, terminalState } from './terminal-states';
import type { Inspection } from '../verify-context';

/** What became of one object that a state held: checked, or not checked, why, and whether asking again may help. */
export type ObjectCheck =
  | { held: HeldResource; checked: CheckedResource }
  | { held: HeldResource; checked: null; why: string; again: boolean };

const awsProvider = /\/hashicorp\/aws$/;

/**
 * Asks the provider about each object that any state of the life held. What goes with another object (an ECS service with its
 * cluster) comes last, and is not asked about when that one is gone: the provider looks for a missing one for minutes.
 */
export async function checkWithProvider(
  inspection: Inspection,
  objects: HeldResource[],
): Promise<ObjectCheck[]> {
  const held = objects.filter(({ source }) => !isStateOnly(source));
  const isDependent = ({ type }: HeldResource) => factsOf(type)?.goesWith !== undefined;
  const first = await checkAll(
    inspection,
    held.filter((one) => !isDependent(one)),
  );
  const gone = goneIds(first);
  const [orphans, others] = partition(held.filter(isDependent), ({ type, attributes }) =>
    gone.has(String(attributes[factsOf(type)?.goesWith ?? ''])),
  );
  const services = await checkAll(inspection, others);
  return [...first, ...orphans.map(clusterGone), ...services];
}

/** Whether another look at an object may say more than this one did. */
export function isOpen(finding: ObjectCheck): boolean {
  return finding.checked === null ? finding.again : finding.checked.found === 'remaining';
}

/** Asks again about objects that were left or could not be read. */
export function recheck(inspection: Inspection, findings: ObjectCheck[]): Promise<ObjectCheck[]> {
  return checkAll(
    inspection,
    findings.map(({ held }) => held),
  );
}

async function checkAll(inspection: Inspection, held: HeldResource[]): Promise<ObjectCheck[]> {
  const usable = await hasProvider(inspection.terraform);
  const probes = new Map<HeldResource, Probe>();
  const findings: ObjectCheck[] = [];
  held.forEach((one, at) => {
    const obstacle = usable ? obstacleTo(inspection, one) : 'the workspace has no provider';
    if (obstacle === undefined) probes.set(one, probeOf(inspection, one, at));
    else findings.push({ held: one, checked: null, why: obstacle, again: false });
  });
  const answers = await askProvider(inspection.terraform, { probes: [...probes.values()], queries: [] });
  for (const [one, { key }] of probes) findings.push(findingOf(inspection, one, answers.get(key)));
  return findings;
}

/** Why an object cannot be asked about; undefined when it can. */
function obstacleTo({ target }: Inspection, held: HeldResource): string | undefined {
  if (!awsProvider.test(held.source)) return `there is no configuration for the provider ${held.source}`;
  if (held.id === null) return 'the state has no id for it';
  if (regionOf(held, target.region) === undefined)
    return `the region of the provider alias ${held.alias} is unknown`;
  return undefined;
}

function probeOf({ target }: Inspection, held: HeldResource, at: number): Probe {
  return {
    key: `held${at}`,
    type: held.type,
    region: regionOf(held, target.region) ?? target.region,
    schemaVersion: held.schemaVersion,
    attributes: held.attributes,
    sensitive: held.sensitive,
    private: held.private,
  };
}

function findingOf(inspection: Inspection, held: HeldResource, answer: Answer | undefined): ObjectCheck {
  if (!answer || answer.found === 'unknown')
    return { held, checked: null, why: answer?.why ?? 'the provider did not respond', again: true };
  const now = inspection.clock();
  const { type } = held;
  const note =
    answer.found === 'absent'
      ? remainderOf(type, held.attributes, now)
      : terminalState(type, answer.attributes, now);
  const without = answer.found === 'absent' ? 'gone' : 'remaining';
  return { held, checked: checkedOf(held, note === null ? { found: without } : { found: 'terminal', note }) };
}

function clusterGone(held: HeldResource): ObjectCheck {
  return { held, checked: { ...checkedOf(held, { found: 'gone' }), witness: 'cluster-gone' } };
}

function checkedOf(
  { address, type, id }: HeldResource,
  result: Pick<CheckedResource, 'found' | 'note'>,
): CheckedResource {
  return { address, type, id, witness: 'provider', ...result };
}

/** Ids and ARNs of what is over; a service names its cluster by either. */
export function goneIds(findings: ObjectCheck[]): Set<string> {
  const gone = findings.filter(({ checked }) => checked && checked.found !== 'remaining');
  return new Set(gone.flatMap(({ held }) => [held.id ?? '', String(held.attributes['arn'])]));
}

function partition<Item>(items: Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
