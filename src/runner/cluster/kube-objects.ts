import * as z from 'zod';
import { ClusterSilent, type KubeAnswer, type KubeApi } from './kube-api';

/** A kind of objects of Kubernetes, whatever version of it a server prefers. */
export interface Kind {
  /** Empty for the core. */
  group: string;
  plural: string;
  /** As people say it. */
  kind: string;
}

/** An object as far as emptying a cluster must know it. */
export const KubeObject = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    deletionTimestamp: z.string().nullish(),
    labels: z.record(z.string(), z.string()).nullish(),
  }),
  spec: z.unknown().optional(),
  status: z.unknown().optional(),
});
export type KubeObject = z.infer<typeof KubeObject>;

const Group = z.object({ preferredVersion: z.object({ groupVersion: z.string() }) });
const Resources = z.object({ resources: z.array(z.object({ name: z.string() })) });
const List = z.object({
  metadata: z.object({ continue: z.string().nullish() }).optional(),
  items: z.array(KubeObject).nullish(),
});
const Status = z.object({ message: z.string() });

/** The objects of one cluster, and what it knows of kinds. */
export class KubeObjects {
  private readonly bases = new Map<string, Promise<string | undefined>>();

  constructor(readonly api: KubeApi) {}

  /** All of a kind in all namespaces; none of a kind that the server does not know. */
  async list(kind: Kind, selector?: string): Promise<KubeObject[]> {
    const base = await this.baseOf(kind);
    if (base === undefined) return [];
    const found: KubeObject[] = [];
    let next: string | undefined;
    do {
      const query = new URLSearchParams({
        limit: '500',
        ...(selector !== undefined && { labelSelector: selector }),
        ...(next !== undefined && { continue: next }),
      });
      const answer = await this.api.ask({ path: `${base}/${kind.plural}?${query}` });
      if (answer.status === 404) return found;
      const { items, metadata } = List.parse(taken(answer, `list ${kind.plural}`));
      found.push(...(items ?? []));
      next = metadata?.continue ?? undefined;
    } while (next !== undefined && next !== '');
    return found;
  }

  /** Has an object go; one that is gone already is no error. */
  async remove(kind: Kind, object: KubeObject): Promise<void> {
    const path = await this.pathOf(kind, object);
    const answer = await this.api.ask({
      method: 'DELETE',
      path,
      body: { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' },
    });
    if (answer.status !== 404 && answer.status !== 409) taken(answer, `delete ${nameOf(kind, object)}`);
  }

  /** Scales a workload to nothing. */
  async stop(kind: Kind, object: KubeObject): Promise<void> {
    const path = `${await this.pathOf(kind, object)}/scale`;
    const answer = await this.api.ask({ method: 'PATCH', path, body: { spec: { replicas: 0 } } });
    if (answer.status !== 404) taken(answer, `scale ${nameOf(kind, object)}`);
  }

  /** Makes an object in a namespace, or leaves the one that has its name. */
  async make(kind: Kind, namespace: string, body: object): Promise<void> {
    const base = await this.baseOf(kind);
    const path = `${base}/namespaces/${encodeURIComponent(namespace)}/${kind.plural}`;
    const answer = await this.api.ask({ method: 'POST', path, body });
    // A namespace that is going takes nothing new, and needs nothing.
    if (answer.status === 409 || answer.status === 404 || isEnding(answer)) return;
    taken(answer, `create ${kind.kind} in ${namespace}`);
  }

  private async pathOf(kind: Kind, { metadata: { name, namespace } }: KubeObject): Promise<string> {
    const within = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
    return `${await this.baseOf(kind)}${within}/${kind.plural}/${encodeURIComponent(name)}`;
  }

  private baseOf({ group, plural }: Kind): Promise<string | undefined> {
    const key = `${plural}.${group}`;
    const known = this.bases.get(key) ?? this.askBase(group, plural);
    this.bases.set(key, known);
    // What was not answered is asked again, and by then there may be an answer.
    known.catch(() => this.bases.delete(key));
    return known;
  }

  private async askBase(group: string, plural: string): Promise<string | undefined> {
    if (group === '') return '/api/v1';
    const answer = await this.api.ask({ path: `/apis/${group}` });
    if (answer.status === 404) return undefined;
    const { groupVersion } = Group.parse(taken(answer, `read the group ${group}`)).preferredVersion;
    const base = `/apis/${groupVersion}`;
    const { resources } = Resources.parse(
      taken(await this.api.ask({ path: base }), `read the kinds of ${groupVersion}`),
    );
    return resources.some(({ name }) => name === plural) ? base : undefined;
  }
}

/** The body of an answer that is no refusal. */
function taken({ status, body }: KubeAnswer, what: string): unknown {
  if (status < 300) return body;
  const { data } = Status.safeParse(body);
  throw new ClusterSilent(
    `it refuses to ${what} (status ${String(status)}: ${data?.message ?? 'no reason'})`,
  );
}

function isEnding({ status, body }: KubeAnswer): boolean {
  return status === 403 && /being terminated/.test(Status.safeParse(body).data?.message ?? '');
}

/** An object as people say it, such as `Ingress shop/web`. */
export function nameOf({ kind }: Kind, { metadata: { name, namespace } }: KubeObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
