import * as z from 'zod';
import type { Terraform } from '../../bundle/terraform/terraform';
import { allSettled } from '../../domain/base/all-settled';
import type { CheckedResource } from '../../domain/environment/receipt';
import { askProvider } from '../verify/probe/ask-provider';
import { providerList } from '../verify/probe/provider-list';
import { hasProvider } from '../verify/probe/scratch-folder';
import type { Inspection } from '../verify/verify-context';
import { confirmHits, heldOf } from '../verify/witnesses/tag-witness';
import { attribute, goesWithCluster, isOfNode, type Known, signOn } from './attribution';
import { type ClusterObject, detachedAmong, idOf, listClusterObjects } from './cluster-objects';
import {
  type HostedZones,
  listOwnedRecords,
  listZones,
  type OwnedRecord,
  type OwnedRecords,
} from './dns-records';
import type { Cluster } from './doomed-clusters';
import type { KnownInside } from './known-inside';

/** What the controllers of a cluster made outside of its state: each object as a receipt has it. */
export interface Outside {
  checked: CheckedResource[];
  /** The addresses of those that are nodes, or belong to one. */
  nodes: ReadonlySet<string>;
  /** The ids of all that was found, as `ClusterObject` has them. */
  ids: ReadonlySet<string>;
  unchecked: string[];
}

/** A cluster, and what it said of itself while it could. */
export interface Looked {
  cluster: Cluster;
  inside: KnownInside;
  /** Before the destroy, nodes of node groups and what EKS itself takes away are none of its controllers' leftovers. */
  when: 'before' | 'after';
}

/** Looks for everything that the controllers of a cluster made and that no state held, as often as it is asked. */
export class OutsideLooks {
  private zones: Promise<HostedZones> | undefined;
  private others: Promise<boolean> | undefined;

  constructor(
    private readonly inspection: Inspection,
    private readonly looked: Looked,
  ) {}

  /** Looks once; the provider confirms each object. */
  async look(): Promise<Outside> {
    const { cluster } = this.looked;
    const { ours, unclear } = await this.sort();
    const hits = ours.map(({ hit }) => hit);
    const [found, { records, unchecked }] = await allSettled([
      confirmHits(this.inspection, hits),
      this.records(),
    ]);
    const checked = found.map((one, at) => noted(one, ours[at]?.tags ?? {}, cluster.name));
    return {
      checked: [...checked, ...records.map((record) => recordEntry(record, cluster.name))],
      nodes: new Set(ours.flatMap(({ tags, hit }) => (isOfNode(tags) ? [hit.arn.text] : []))),
      ids: new Set(ours.map(({ id }) => id)),
      unchecked: [...unchecked, ...unclear.map(({ hit }) => unclearEntry(hit.arn.text))],
    };
  }

  private async sort(): Promise<{ ours: ClusterObject[]; unclear: ClusterObject[] }> {
    const { access, held } = this.inspection;
    const { cluster, when } = this.looked;
    const all = await listClusterObjects(access, cluster);
    const unheld = all.filter(({ hit }) => !heldOf(hit, held.all()));
    const known = await this.known(unheld);
    const those = (verdict: string) =>
      unheld.filter(({ id, tags }) => attribute(id, tags, known) === verdict);
    const ours = those('ours');
    const unclear = those('unclear');
    return { ours: when === 'after' ? ours : await leftOver(this.inspection, cluster, ours), unclear };
  }

  private async known(unheld: ClusterObject[]): Promise<Known> {
    const { cluster, inside } = this.looked;
    const { life, terraform } = this.inspection;
    const first = {
      cluster: cluster.name,
      life: life.id,
      volumes: inside.volumes,
      instances: new Set<string>(),
      isOnlyOne: false,
    };
    const verdicts = unheld.map((one) => ({ ...one, verdict: attribute(one.id, one.tags, first) }));
    const nodes = verdicts.filter(({ verdict, hit }) => verdict === 'ours' && kindOf(hit) === 'instance');
    const instances = new Set(nodes.map(({ id }) => id));
    if (!verdicts.some(({ verdict }) => verdict === 'unclear')) return { ...first, instances };
    this.others ??= hasOthers(terraform, cluster);
    return { ...first, instances, isOnlyOne: !(await this.others) };
  }

  private async records(): Promise<OwnedRecords> {
    const { terraform } = this.inspection;
    if (!(await hasProvider(terraform)))
      return { records: [], unchecked: ['records of ExternalDNS, as the workspace has no provider'] };
    this.zones ??= listZones(terraform);
    return listOwnedRecords(terraform, await this.zones, this.looked.inside.owners);
  }
}

/** Whether one of these looks has an object that was listed otherwise. */
export function isSeen({ arn }: ClusterObject['hit'], looks: readonly Outside[]): boolean {
  return looks.some(({ ids }) => ids.has(idOf(arn)));
}

const kindOf = ({ arn }: ClusterObject['hit']): string => arn.resource.split('/')[0] ?? '';
const Clusters = z.object({ names: providerList(z.string()) });

/** Whether the account has other clusters in the region, or may have. */
async function hasOthers(terraform: Terraform, { name }: Cluster): Promise<boolean> {
  const query = { key: 'clusters', type: 'aws_eks_clusters', arguments: {} };
  const answer = (await askProvider(terraform, { probes: [], queries: [query] })).get(query.key);
  return answer?.found !== 'present' || Clusters.parse(answer.attributes).names.some((one) => one !== name);
}

/** What of it nobody takes away with the cluster: an interface that is attached goes with its node. */
async function leftOver(
  { access }: Inspection,
  cluster: Cluster,
  ours: ClusterObject[],
): Promise<ClusterObject[]> {
  const own = ours.filter(({ hit, tags }) => !goesWithCluster(kindOf(hit), tags));
  const interfaces = own.filter(({ hit }) => kindOf(hit) === 'network-interface');
  const detached = await detachedAmong(
    access,
    cluster,
    interfaces.map(({ id }) => id),
  );
  return own.filter((one) => !interfaces.includes(one) || detached.has(one.id));
}

const witness = 'cluster-tags' as const;

function noted(one: CheckedResource, tags: ClusterObject['tags'], cluster: string): CheckedResource {
  const made = `made by a controller of the cluster ${cluster} (${signOn(tags, cluster)})`;
  return { ...one, witness, note: one.found === 'remaining' ? made : `${made}; ${one.note ?? one.found}` };
}

function recordEntry({ name, zone }: OwnedRecord, cluster: string): CheckedResource {
  const address = `TXT ${name} in the zone ${zone}`;
  const note = `made by ExternalDNS of the cluster ${cluster}, with the records of that name`;
  return {
    address,
    type: 'aws_route53_record',
    id: `${zone}_${name}_TXT`,
    witness,
    found: 'remaining',
    note,
  };
}

function unclearEntry(arn: string): string {
  return `${arn}: a CSI driver made it, which does not say for which cluster`;
}
