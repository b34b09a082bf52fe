import * as z from 'zod';
import { kinds } from './kinds';
import { type KubeObject, type KubeObjects, nameOf } from './kube-objects';

/** As the manifests and charts of Flux and Argo CD label all that is theirs; their operators would start them again. */
const labelled = [
  'app.kubernetes.io/name in (flux-operator,argocd-operator)',
  'app.kubernetes.io/part-of in (flux,argocd)',
];
const workloads = [kinds.deployment, kinds.statefulSet];

const Spec = z.object({
  replicas: z.number().nullish(),
  selector: z.object({ matchLabels: z.record(z.string(), z.string()).nullish() }).nullish(),
});
const specOf = ({ spec }: KubeObject) => Spec.safeParse(spec).data;

/**
 * Scales what applies a repository to a cluster to nothing, so that nothing of what is removed is applied again. Suspending each of its
 * objects would be undone by the repository that they are applied from, and would not end what is being applied now.
 */
export async function stopGitOps(cluster: KubeObjects): Promise<void> {
  for (const selector of labelled)
    for (const kind of workloads)
      for (const workload of await cluster.list(kind, selector))
        if (specOf(workload)?.replicas !== 0) await cluster.stop(kind, workload);
}

/** The pods of GitOps that still run, by name. */
export async function gitOpsLeft(cluster: KubeObjects): Promise<string[]> {
  const left = new Set<string>();
  for (const selector of labelled)
    for (const kind of workloads)
      for (const workload of await cluster.list(kind, selector))
        for (const pod of await podsOf(cluster, workload)) left.add(nameOf(kinds.pod, pod));
  return [...left];
}

async function podsOf(cluster: KubeObjects, workload: KubeObject): Promise<KubeObject[]> {
  const labels = specOf(workload)?.selector?.matchLabels;
  if (!labels) return [];
  const selector = Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join();
  const pods = await cluster.list(kinds.pod, selector);
  return pods.filter(({ metadata }) => metadata.namespace === workload.metadata.namespace);
}
