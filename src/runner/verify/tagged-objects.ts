import type { PlannedCreate } from '../../domain/environment/artifacts';
import { parseArn } from '../../domain/resources/arn';
import { candidatesOf } from './arn-types';
import { askProvider } from './probe/ask-provider';
import type { Probe } from './probe/scratch-folder';
import { heldOf, listEverywhere } from './witnesses/tag-witness';
import { listTaggedByEc2, type Hit } from './witnesses/tagged-resources';
import { lifeTag } from './planned-creates';
import type { Inspection } from './verify-context';

/** An object that exists, carries the life's tag, and that no state ever held. */
export interface TaggedObject {
  type: string;
  label: string | null;
  schemaVersion: number;
  attributes: Record<string, unknown>;
}

/** What was found, and of which types something may exist that could not be looked at, with the reason. */
export interface TaggedObjects {
  objects: TaggedObject[];
  doubts: Map<string, string>;
}

/**
 * Everything of the wanted types in the home region that carries the life's tag and is in no state; the provider has
 * seen each.
 */
export async function findTaggedObjects(
  inspection: Inspection,
  creates: PlannedCreate[],
): Promise<TaggedObjects> {
  const doubts = new Map<string, string>();
  const hits = await listHits(inspection);
  if (creates.some(({ type }) => type === 'aws_lb')) hits.push(...(await listBalancers(inspection, doubts)));
  const probes = probesOf(inspection, unknownOf(inspection, hits), creates);
  const answers = await askProvider(inspection.terraform, { probes: [...probes.keys()], queries: [] });
  const objects = [...probes].flatMap(([{ key, type }, { label }]): TaggedObject[] => {
    const answer = answers.get(key);
    if (answer?.found === 'unknown') doubts.set(type, answer.why);
    if (answer?.found !== 'present' || isDefault(type, answer.attributes)) return [];
    const { attributes, schemaVersion } = answer;
    return [{ type, label: label ?? nameTag(attributes), schemaVersion, attributes }];
  });
  return { objects, doubts };
}

function probesOf({ target }: Inspection, hits: Hit[], creates: PlannedCreate[]): Map<Probe, Hit> {
  const versions = new Map(creates.map(({ type, schemaVersion }) => [type, schemaVersion]));
  const probes = new Map<Probe, Hit>();
  for (const hit of hits)
    for (const { type, attributes } of candidatesOf(hit.arn, target.endpoint)) {
      const schemaVersion = versions.get(type);
      if (schemaVersion === undefined) continue;
      probes.set(
        { key: `tagged${probes.size}`, type, region: target.region, schemaVersion, attributes },
        hit,
      );
    }
  return probes;
}

/** Each listed object once, without those that a state held. */
function unknownOf({ held }: Inspection, hits: Hit[]): Hit[] {
  const seen = new Set<string>();
  return hits.filter((hit) => {
    const object = hit.arn.service === 'ec2' ? hit.arn.resource.replace(/^.*\//, '') : hit.arn.text;
    return heldOf(hit, held.all()) === undefined && !seen.has(object) && seen.add(object);
  });
}

/** Only what is in the home region, or in none: what the workspace's provider can destroy. */
async function listHits(inspection: Inspection): Promise<Hit[]> {
  const { access, life, target } = inspection;
  const { hits } = await listEverywhere(inspection);
  const home = hits.filter(({ arn }) => arn.region === '' || arn.region === target.region);
  return [...home, ...(await listTaggedByEc2(access, target.region, life.id))];
}

/** Load balancers cost from their first second and the tagging API learns of them late, so their own service is asked too. */
async function listBalancers(
  { terraform, life, target }: Inspection,
  doubts: Map<string, string>,
): Promise<Hit[]> {
  const query = { key: 'balancers', type: 'aws_lbs', arguments: { tags: { [lifeTag]: life.id } } };
  const answer = (await askProvider(terraform, { probes: [], queries: [query] })).get(query.key);
  if (answer?.found === 'unknown') doubts.set('aws_lb', answer.why);
  const arns: unknown = answer?.found === 'present' ? answer.attributes['arns'] : [];
  return (Array.isArray(arns) ? arns : []).flatMap((text: unknown) => {
    const arn = parseArn(text);
    return arn ? [{ arn, region: target.region, label: null }] : [];
  });
}

/** A VPC's own group carries our tag once Terraform has adopted it; it goes with its VPC and cannot be deleted. */
function isDefault(type: string, { name }: Record<string, unknown>): boolean {
  return type === 'aws_security_group' && name === 'default';
}

function nameTag({ tags_all: tags }: Record<string, unknown>): string | null {
  const name: unknown =
    typeof tags === 'object' && tags !== null ? (tags as Record<string, unknown>)['Name'] : null;
  return typeof name === 'string' ? name : null;
}
