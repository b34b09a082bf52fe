import * as z from 'zod';
import { kinds } from './kinds';
import { type KubeObject, type KubeObjects, nameOf } from './kube-objects';

const Volume = z.object({
  persistentVolumeReclaimPolicy: z.string().nullish(),
  claimRef: z.object({ namespace: z.string(), name: z.string() }).nullish(),
});
const Claim = z.object({ volumeName: z.string().nullish() });
const Pod = z.object({
  volumes: z
    .array(
      z.object({
        name: z.string(),
        persistentVolumeClaim: z.object({ claimName: z.string() }).nullish(),
        ephemeral: z.unknown().optional(),
      }),
    )
    .nullish(),
});

/** What of the storage of a cluster is to go: claims, the volumes that go with them, and the pods that keep claims from going. */
export interface Storage {
  claims: KubeObject[];
  volumes: KubeObject[];
  pods: KubeObject[];
}

/** Everything whose volume is to be deleted with its claim; a volume that is to be retained is left, with its claim. */
export function storageToGo(claims: KubeObject[], volumes: KubeObject[], pods: KubeObject[]): Storage {
  const policies = new Map(
    volumes.map((one) => [one.metadata.name, volumeOf(one)?.persistentVolumeReclaimPolicy]),
  );
  const going = claims.filter(({ spec }) => {
    const { data } = Claim.safeParse(spec);
    return policies.get(data?.volumeName ?? '') !== 'Retain';
  });
  const keys = new Set(going.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
  return {
    claims: going,
    volumes: volumes.filter(isDeletedWithClaim),
    pods: pods.filter((pod) => claimsOf(pod).some((key) => keys.has(key))),
  };
}

function isDeletedWithClaim(volume: KubeObject): boolean {
  const found = volumeOf(volume);
  return found?.persistentVolumeReclaimPolicy === 'Delete' && !!found.claimRef;
}

function claimsOf({ metadata: { namespace, name }, spec }: KubeObject): string[] {
  const mounted = Pod.safeParse(spec).data?.volumes ?? [];
  return mounted.flatMap((volume) => {
    const claim = volume.persistentVolumeClaim?.claimName;
    const own = volume.ephemeral === undefined ? undefined : `${name}-${volume.name}`;
    return [claim, own].flatMap((one) => (one === undefined ? [] : [`${namespace}/${one}`]));
  });
}

function volumeOf({ spec }: KubeObject) {
  return Volume.safeParse(spec).data;
}

async function readStorage(cluster: KubeObjects): Promise<Storage> {
  const claims = await cluster.list(kinds.claim);
  const volumes = await cluster.list(kinds.volume);
  return storageToGo(claims, volumes, claims.length === 0 ? [] : await cluster.list(kinds.pod));
}

/**
 * Has claims go, and then the pods that hold them: a pod that is made in its place is put on no node while its claim is going, so
 * the claim is free, whoever makes the pod.
 */
export async function removeStorage(cluster: KubeObjects): Promise<void> {
  const { claims, pods } = await readStorage(cluster);
  for (const claim of claims.filter(isStaying)) await cluster.remove(kinds.claim, claim);
  for (const pod of pods.filter(isStaying)) await cluster.remove(kinds.pod, pod);
}

/** Claims and volumes that are still there, by name. */
export async function storageLeft(cluster: KubeObjects): Promise<string[]> {
  const { claims, volumes } = await readStorage(cluster);
  return [
    ...claims.map((one) => nameOf(kinds.claim, one)),
    ...volumes.map((one) => nameOf(kinds.volume, one)),
  ];
}

const isStaying = ({ metadata }: KubeObject): boolean => !metadata.deletionTimestamp;
