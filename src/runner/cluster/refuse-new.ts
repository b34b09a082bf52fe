import * as z from 'zod';
import { kinds, refused } from './kinds';
import type { KubeObject, KubeObjects } from './kube-objects';

const name = 'leasehold-ends-this-cluster';
const hard = Object.fromEntries(refused.map((what) => [what, '0']));
const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name }, spec: { hard } };

/**
 * Has the API server itself refuse in every namespace what is about to be removed, whoever would make it again: a StatefulSet its
 * claims, an operator its services. Quotas stop nothing from being changed or deleted.
 */
export async function refuseNew(cluster: KubeObjects): Promise<void> {
  const namespaces = await cluster.list(kinds.namespace);
  const staying = namespaces.filter(({ metadata }) => !metadata.deletionTimestamp);
  for (const { metadata } of staying) await cluster.make(kinds.quota, metadata.name, quota);
}

/** The namespaces in which the refusal does not hold yet: a quota does from when its controller has counted. */
export async function notRefusing(cluster: KubeObjects): Promise<string[]> {
  const quotas = await cluster.list(kinds.quota);
  const open = quotas.filter((one) => one.metadata.name === name && !isCounted(one));
  return open.map(({ metadata: { namespace } }) => `Namespace ${namespace ?? ''}`);
}

const Counted = z.object({ hard: z.record(z.string(), z.unknown()) });

function isCounted({ status }: KubeObject): boolean {
  const { data } = Counted.safeParse(status);
  return data !== undefined && refused.every((what) => what in data.hard);
}
