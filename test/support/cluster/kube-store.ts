/** An object of Kubernetes as a test plants it. */
export interface Planted {
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    finalizers?: string[];
    deletionTimestamp?: string;
  };
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
}

/** What happens to objects of a cluster that are removed: how long their controllers take, and what is told when they are gone. */
export interface Controllers {
  /** In milliseconds, by the key of an object such as `ingresses/shop/web`; `never` for one whose controller does not run. */
  finalizers: Record<string, number | 'never'>;
  gone: (key: string) => void;
}

/** The objects of a cluster, by `<plural>/<namespace>/<name>`. */
export class KubeStore {
  readonly objects = new Map<string, Planted>();
  /** The keys in the order in which they were asked to go. */
  readonly removed: string[] = [];

  constructor(private readonly controllers: Controllers) {}

  plant(plural: string, planted: Planted): void {
    this.objects.set(keyOf(plural, planted), planted);
  }

  /** Makes it unless a quota of its namespace refuses: the answer says whether it is there now. */
  make(plural: string, planted: Planted, counted: string): boolean {
    const quotas = this.of('resourcequotas').filter(
      ({ metadata }) => metadata.namespace === planted.metadata.namespace,
    );
    const refused = quotas.some(
      ({ status }) => (status?.['hard'] as Record<string, string>)?.[counted] === '0',
    );
    if (!refused) this.plant(plural, planted);
    return !refused;
  }

  of(plural: string): Planted[] {
    return [...this.objects].flatMap(([key, planted]) => (key.startsWith(`${plural}/`) ? [planted] : []));
  }

  remove(key: string): void {
    const found = this.objects.get(key);
    if (!found || found.metadata.deletionTimestamp !== undefined) return;
    this.removed.push(key);
    found.metadata.deletionTimestamp = new Date().toISOString();
    const after = this.controllers.finalizers[key] ?? 0;
    if (after === 'never') return;
    if (after === 0) this.finish(key);
    else setTimeout(() => this.finish(key), after);
  }

  /** Ends an object, once nothing uses it: a claim that a pod on a node mounts stays until that is gone. */
  finish(key: string): void {
    if (this.isMounted(key)) return;
    this.objects.delete(key);
    this.controllers.gone(key);
    if (key.startsWith('pods/')) this.freeClaims();
    if (key.startsWith('persistentvolumeclaims/')) this.release(key);
  }

  private isMounted(key: string): boolean {
    const [plural, namespace, name] = key.split('/');
    if (plural !== 'persistentvolumeclaims') return false;
    return this.of('pods').some(
      ({ metadata, spec }) =>
        metadata.namespace === namespace &&
        spec?.['nodeName'] !== undefined &&
        JSON.stringify(spec).includes(`"claimName":"${name}"`),
    );
  }

  private freeClaims(): void {
    for (const claim of this.of('persistentvolumeclaims'))
      if (claim.metadata.deletionTimestamp !== undefined) this.finish(keyOf('persistentvolumeclaims', claim));
  }

  /** A volume goes with its claim where its policy says so. */
  private release(key: string): void {
    for (const volume of this.of('persistentvolumes')) {
      const { claimRef, persistentVolumeReclaimPolicy: policy } = volume.spec as {
        claimRef?: { namespace: string; name: string };
        persistentVolumeReclaimPolicy: string;
      };
      const claim = claimRef && `persistentvolumeclaims/${claimRef.namespace}/${claimRef.name}`;
      if (claim === key && policy === 'Delete') this.remove(keyOf('persistentvolumes', volume));
    }
  }
}

/** The key of an object, `-` for no namespace. */
export function keyOf(plural: string, { metadata: { namespace = '-', name } }: Planted): string {
  return `${plural}/${namespace}/${name}`;
}
