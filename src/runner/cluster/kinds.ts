import * as z from 'zod';
import type { Kind, KubeObject } from './kube-objects';

const gateway = (plural: string, kind: string): Kind => ({
  group: 'gateway.networking.k8s.io',
  plural,
  kind,
});
const core = (plural: string, kind: string): Kind => ({ group: '', plural, kind });

/** Kinds that more than one part asks about. */
export const kinds = {
  claim: core('persistentvolumeclaims', 'PersistentVolumeClaim'),
  volume: core('persistentvolumes', 'PersistentVolume'),
  pod: core('pods', 'Pod'),
  namespace: core('namespaces', 'Namespace'),
  quota: core('resourcequotas', 'ResourceQuota'),
  deployment: { group: 'apps', plural: 'deployments', kind: 'Deployment' },
  statefulSet: { group: 'apps', plural: 'statefulsets', kind: 'StatefulSet' },
} as const satisfies Record<string, Kind>;

/** What has something made outside of its cluster; `makes` is left out where all of a kind do. */
export interface Maker {
  kind: Kind;
  makes?: (object: KubeObject) => boolean;
}

const Service = z.object({ type: z.string() });

function isBalanced({ spec }: KubeObject): boolean {
  return Service.safeParse(spec).data?.type === 'LoadBalancer';
}

/** Routes go before what they belong to: a gateway with routes is kept by some of its controllers. */
export const routes: readonly Maker[] = [
  { kind: gateway('httproutes', 'HTTPRoute') },
  { kind: gateway('grpcroutes', 'GRPCRoute') },
  { kind: gateway('tlsroutes', 'TLSRoute') },
  { kind: gateway('tcproutes', 'TCPRoute') },
  { kind: gateway('udproutes', 'UDPRoute') },
];

/** What load balancers and DNS records are made for. */
export const entrances: readonly Maker[] = [
  { kind: gateway('gateways', 'Gateway') },
  { kind: { group: 'networking.k8s.io', plural: 'ingresses', kind: 'Ingress' } },
  { kind: core('services', 'Service'), makes: isBalanced },
  { kind: { group: 'externaldns.k8s.io', plural: 'dnsendpoints', kind: 'DNSEndpoint' } },
];

/** Snapshots, which lie beside the volumes that they were taken of. */
export const snapshots: readonly Maker[] = [
  { kind: { group: 'snapshot.storage.k8s.io', plural: 'volumesnapshots', kind: 'VolumeSnapshot' } },
];

/** What keeps nodes from being drained: once no node is made any more, nothing could satisfy it. */
export const budgets: readonly Maker[] = [
  { kind: { group: 'policy', plural: 'poddisruptionbudgets', kind: 'PodDisruptionBudget' } },
];

/** Nodes that Karpenter makes; without the pools first, it would make others. */
export const nodes: readonly Maker[] = [
  { kind: { group: 'karpenter.sh', plural: 'nodepools', kind: 'NodePool' } },
  { kind: { group: 'karpenter.sh', plural: 'nodeclaims', kind: 'NodeClaim' } },
  // It goes last, with the launch templates and instance profiles that Karpenter made for it.
  { kind: { group: 'karpenter.k8s.aws', plural: 'ec2nodeclasses', kind: 'EC2NodeClass' } },
];

/** What a namespace must not take any more while its cluster is emptied, by the names that quotas have for it. */
export const refused: readonly string[] = [
  'persistentvolumeclaims',
  'services.loadbalancers',
  ...[...routes, ...entrances, ...snapshots, ...budgets]
    .filter(({ kind: { group } }) => group !== '')
    .map(({ kind: { plural, group } }) => `count/${plural}.${group}`),
];
