import { lifeTag } from '../verify/planned-creates';

/** The tags of an object of AWS. */
export type Tags = Readonly<Record<string, string>>;

/** What is known of a cluster when objects are asked whose they are. */
export interface Known {
  cluster: string;
  life: string;
  /** Ids of volumes that its own API named. */
  volumes: ReadonlySet<string>;
  /** Ids of instances that are its nodes by their tags. */
  instances: ReadonlySet<string>;
  /** Whether the account has no other cluster in the region, so that what names none is of this one. */
  isOnlyOne: boolean;
}

const membership = (cluster: string) => `kubernetes.io/cluster/${cluster}`;
const anyMembership = membership('');
/** Whose value is the name of a cluster: of the Load Balancer Controller, VPC CNI, Karpenter and Auto Mode, and the CSI driver of EBS. */
const named = [
  'elbv2.k8s.aws/cluster',
  'cluster.k8s.amazonaws.com/name',
  'eks:eks-cluster-name',
  'karpenter.k8s.aws/cluster',
  'KubernetesCluster',
] as const;
/** Says of a volume or snapshot that a CSI driver made it, and not for which cluster. */
const ofAnyDriver = 'ebs.csi.aws.com/cluster';
const nodeOf = 'node.k8s.amazonaws.com/instance_id';

/** A tag by which objects of a cluster are looked for; any value of it where none is given. */
export interface Sign {
  key: string;
  value?: string;
}

/** All tags by which the controllers of a cluster mark what they make. */
export function signsOf(cluster: string): Sign[] {
  return [
    { key: membership(cluster) },
    ...named.map((key) => ({ key, value: cluster })),
    { key: ofAnyDriver, value: 'true' },
    { key: nodeOf },
  ];
}

/** Tags that say of an object of a cluster who takes it away. */
export const roleTags = ['eks:nodegroup-name', 'aws:eks:cluster-name', 'karpenter.sh/nodepool', lifeTag];

/** Whether an object is of a cluster, by its id and tags; `unclear` where its maker does not say of which. */
export function attribute(id: string, tags: Tags, known: Known): 'ours' | 'unclear' | 'foreign' {
  const { cluster, life, volumes, instances, isOnlyOne } = known;
  const owner = tags[lifeTag];
  if (owner !== undefined && owner !== life) return 'foreign';
  if (tags[membership(cluster)] === 'owned' || named.some((key) => tags[key] === cluster)) return 'ours';
  if (volumes.has(id) || instances.has(tags[nodeOf] ?? '')) return 'ours';
  if (tags[ofAnyDriver] !== 'true' || saysAnother(tags)) return 'foreign';
  return isOnlyOne || owner === life ? 'ours' : 'unclear';
}

function saysAnother(tags: Tags): boolean {
  return (
    Object.keys(tags).some((key) => key.startsWith(anyMembership)) || tags['KubernetesCluster'] !== undefined
  );
}

/** Whether EKS takes an object away with the cluster or with a node group of it; `kind` is that of EC2, such as `security-group`. */
export function goesWithCluster(kind: string, tags: Tags): boolean {
  if (tags['eks:nodegroup-name'] !== undefined) return true;
  return kind === 'security-group' && tags['aws:eks:cluster-name'] !== undefined;
}

/** Whether an object is a node of Karpenter's, or belongs to one. */
export function isOfNode(tags: Tags): boolean {
  return tags['karpenter.sh/nodepool'] !== undefined || tags['karpenter.k8s.aws/cluster'] !== undefined;
}

/** The tag by which an object was found, for people. */
export function signOn(tags: Tags, cluster: string): string {
  const sign = signsOf(cluster).find(({ key }) => key in tags);
  return sign === undefined ? 'named by the cluster' : `tag ${sign.key}`;
}
