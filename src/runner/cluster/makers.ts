import type { Maker } from './kinds';
import { type KubeObject, type KubeObjects, nameOf } from './kube-objects';

/** Has what makes things outside go, in the order of its kinds. */
export async function removeMakers(cluster: KubeObjects, makers: readonly Maker[]): Promise<void> {
  for (const maker of makers)
    for (const object of await madeBy(cluster, maker))
      if (!object.metadata.deletionTimestamp) await cluster.remove(maker.kind, object);
}

/** What of it is still there, by name. */
export async function makersLeft(cluster: KubeObjects, makers: readonly Maker[]): Promise<string[]> {
  const left: string[] = [];
  for (const maker of makers)
    left.push(...(await madeBy(cluster, maker)).map((object) => nameOf(maker.kind, object)));
  return left;
}

async function madeBy(cluster: KubeObjects, { kind, makes = () => true }: Maker): Promise<KubeObject[]> {
  return (await cluster.list(kind)).filter(makes);
}
