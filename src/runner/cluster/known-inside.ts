import * as z from 'zod';
import { kinds } from './kinds';
import type { KubeObjects } from './kube-objects';

/** What only the cluster itself can say of that which was made outside of it. */
export interface KnownInside {
  /** Ids of volumes of EBS. */
  volumes: ReadonlySet<string>;
  /** As whom ExternalDNS notes what is its own. */
  owners: ReadonlySet<string>;
}

const Volume = z.object({ csi: z.object({ driver: z.string(), volumeHandle: z.string() }) });
const Deployment = z.object({
  template: z.object({
    spec: z.object({ containers: z.array(z.object({ args: z.array(z.string()).nullish() })) }),
  }),
});
const ofEbs = /(^|\.)ebs\.csi\./;
const externalDns = 'app.kubernetes.io/name=external-dns';

/** Of a cluster that cannot be asked: nothing but that the owner is most often called as the cluster. */
export function presumedOf(cluster: string): KnownInside {
  return { volumes: new Set(), owners: new Set([cluster]) };
}

/** Asks a cluster before it is emptied; `name` is its own. */
export async function readInside(cluster: KubeObjects, name: string): Promise<KnownInside> {
  const volumes = await cluster.list(kinds.volume);
  const deployments = await cluster.list(kinds.deployment, externalDns);
  return {
    volumes: new Set(volumes.flatMap(({ spec }) => handleIn(spec))),
    owners: new Set([name, ...deployments.flatMap(({ spec }) => ownersIn(spec))]),
  };
}

function handleIn(spec: unknown): string[] {
  const csi = Volume.safeParse(spec).data?.csi;
  return csi && ofEbs.test(csi.driver) ? [csi.volumeHandle] : [];
}

function ownersIn(spec: unknown): string[] {
  const containers = Deployment.safeParse(spec).data?.template.spec.containers ?? [];
  const args = containers.flatMap((one) => one.args ?? []);
  return args.flatMap((arg) => /^--txt-owner-id=(.+)$/.exec(arg)?.[1] ?? []);
}
