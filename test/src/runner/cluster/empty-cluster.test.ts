import { emptyCluster } from '../../../../src/runner/cluster/empty-cluster';
import { openKubeApi } from '../../../../src/runner/cluster/kube-api';
import {
  type KubeServer,
  type KubeServerOptions,
  startKubeServer,
} from '../../../support/cluster/kube-server';
import type { Planted } from '../../../support/cluster/kube-store';

let server: KubeServer;
let lines: string[];
/** What happens at a line of the log. */
let atLine: Record<string, () => void>;

async function start(options: KubeServerOptions = {}): Promise<void> {
  server = await startKubeServer(options);
  for (const name of ['shop', 'flux-system']) server.store.plant('namespaces', { metadata: { name } });
}
beforeEach(() => {
  lines = [];
  atLine = {};
});
afterEach(() => server.close());

/** Empties it within so many milliseconds: what is left. */
async function empty(
  mostMs = 10_000,
  behind: (what: string) => Promise<string[]> = () => Promise.resolve([]),
) {
  const cluster = { address: 'aws_eks_cluster.one', name: 'one', region: 'eu-west-1' };
  const { endpoint, authority } = server;
  const signal = new AbortController().signal;
  const log = (line: string) => {
    lines.push(line);
    atLine[line]?.();
  };
  const token = () => Promise.resolve('anything');
  const api = openKubeApi({ ...cluster, endpoint, authority }, { token, signal, pausesMs: [5, 5] });
  try {
    const until = performance.now() + mostMs;
    return await emptyCluster(api, { until, everyMs: 10, behind, signal, log });
  } finally {
    api.close();
  }
}

const inShop = (name: string, more: Partial<Planted> = {}): Planted => ({
  ...more,
  metadata: { namespace: 'shop', name, ...more.metadata },
});
const wide = (name: string, spec: Record<string, unknown> = {}): Planted => ({ metadata: { name }, spec });
const mounting = (claimName: string) => ({
  nodeName: 'node-1',
  volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
});
const volume = (claim: string, policy: string) =>
  wide(`pv-${claim}`, {
    persistentVolumeReclaimPolicy: policy,
    claimRef: { namespace: 'shop', name: claim },
  });

function plantEverything(): void {
  const { store } = server;
  store.plant('httproutes', inShop('web'));
  store.plant('gateways', inShop('web'));
  store.plant('ingresses', inShop('web'));
  store.plant('services', inShop('public', { spec: { type: 'LoadBalancer' } }));
  store.plant('services', inShop('inner', { spec: { type: 'ClusterIP' } }));
  store.plant('dnsendpoints', inShop('mail'));
  store.plant('volumesnapshots', inShop('yesterday'));
  store.plant('persistentvolumeclaims', inShop('data-0', { spec: { volumeName: 'pv-data-0' } }));
  store.plant('persistentvolumes', volume('data-0', 'Delete'));
  store.plant('persistentvolumeclaims', inShop('archive', { spec: { volumeName: 'pv-archive' } }));
  store.plant('persistentvolumes', volume('archive', 'Retain'));
  store.plant('pods', inShop('db-0', { spec: mounting('data-0') }));
  store.plant('pods', inShop('archivist', { spec: mounting('archive') }));
  store.plant('poddisruptionbudgets', inShop('db'));
  store.plant('nodepools', wide('default'));
  store.plant('nodeclaims', wide('default-x7k2p'));
  store.plant('ec2nodeclasses', wide('default'));
}

describe('emptying a cluster', () => {
  it('removes what makes things outside, in an order in which each can still be cleaned up after, and nothing else', async () => {
    await start();
    plantEverything();

    expect(await empty()).toEqual([]);
    expect(server.store.removed).toEqual([
      'httproutes/shop/web',
      'gateways/shop/web',
      'ingresses/shop/web',
      'services/shop/public',
      'dnsendpoints/shop/mail',
      'volumesnapshots/shop/yesterday',
      'persistentvolumeclaims/shop/data-0',
      'pods/shop/db-0',
      'persistentvolumes/-/pv-data-0',
      'poddisruptionbudgets/shop/db',
      'nodepools/-/default',
      'nodeclaims/-/default-x7k2p',
      'ec2nodeclasses/-/default',
    ]);
  });

  it('skips the kinds that a server does not know', async () => {
    await start({ groups: { apps: ['deployments', 'statefulsets'], 'networking.k8s.io': ['ingresses'] } });
    server.store.plant('ingresses', inShop('web'));

    expect(await empty()).toEqual([]);
    expect(server.store.removed).toEqual(['ingresses/shop/web']);
  });

  it('waits until finalizers have ended, and begins what those need only then', async () => {
    const late = ['ingresses/shop/web', 'nodeclaims/-/default-x7k2p'];
    await start({ finalizers: Object.fromEntries(late.map((key) => [key, 'never'])) });
    plantEverything();
    const waiting = [
      'Waiting for entrances (1 object): Ingress shop/web.',
      'Waiting for nodes of Karpenter (1 object): NodeClaim default-x7k2p.',
    ];
    const there: number[] = [];
    waiting.forEach((line, at) => {
      atLine[line] = () => {
        there.push(server.store.of('volumesnapshots').length);
        setTimeout(() => server.store.finish(late[at] ?? ''), 30);
      };
    });

    expect(await empty()).toEqual([]);
    expect(lines).toEqual(waiting);
    expect(there).toEqual([1, 0]);
    expect([...server.store.objects.keys()].filter((key) => key.startsWith('node'))).toEqual([]);
  });

  it('names what is left at the end of its time, and leaves the nodes that its controllers need', async () => {
    await start({ finalizers: { 'ingresses/shop/web': 'never', 'services/shop/public': 'never' } });
    plantEverything();

    expect(await empty(100)).toEqual(['Ingress shop/web', 'Service shop/public']);
    expect(server.store.of('nodepools')).toHaveLength(1);
  });

  it('leaves nodes until what was made outside is gone without them', async () => {
    await start();
    plantEverything();
    const asked: string[] = [];
    const behind = (what: string) => {
      asked.push(`${what}: ${server.store.of('nodeclaims').length} nodes`);
      return Promise.resolve(asked.length < 3 ? ['arn:of-a-load-balancer'] : []);
    };

    expect(await empty(10_000, behind)).toEqual([]);
    expect(asked).toEqual([...Array<string>(3).fill('but-nodes: 1 nodes'), 'all: 0 nodes']);
  });

  it('stops GitOps first, with what would start it again before it', async () => {
    await start();
    const labelled = (name: string, label: string, value: string): Planted => ({
      metadata: { namespace: 'flux-system', name, labels: { [`app.kubernetes.io/${label}`]: value } },
      spec: { replicas: 1, selector: { matchLabels: { app: name } } },
    });
    const { store } = server;
    store.plant('deployments', labelled('kustomize-controller', 'part-of', 'flux'));
    store.plant('statefulsets', labelled('argocd-application-controller', 'part-of', 'argocd'));
    store.plant('deployments', labelled('flux-operator', 'name', 'flux-operator'));
    store.plant('deployments', labelled('shop', 'part-of', 'shop'));
    store.plant('ingresses', inShop('web'));
    const pod = {
      metadata: { namespace: 'flux-system', name: 'k-1', labels: { app: 'kustomize-controller' } },
    };
    store.plant('pods', pod);
    atLine['Waiting for GitOps (1 object): Pod flux-system/k-1.'] = () =>
      setTimeout(() => store.objects.delete('pods/flux-system/k-1'), 30);

    expect(await empty()).toEqual([]);
    expect(lines).toEqual(['Waiting for GitOps (1 object): Pod flux-system/k-1.']);
    const scaled = server.calls
      .filter((call) => call.startsWith('PATCH'))
      .map((call) => call.split('/').at(-2));
    expect(scaled).toEqual(['flux-operator', 'kustomize-controller', 'argocd-application-controller']);
    expect(store.of('deployments').map(({ spec }) => spec?.['replicas'])).toEqual([0, 0, 1]);
  });

  it('has the server refuse that anybody makes again what went', async () => {
    let refused = 0;
    const again = inShop('data-0', { spec: {} });
    await start({
      gone: (key) => {
        if (key !== 'persistentvolumeclaims/shop/data-0') return;
        if (!server.store.make('persistentvolumeclaims', again, 'persistentvolumeclaims')) refused += 1;
      },
    });
    plantEverything();

    expect(await empty()).toEqual([]);
    expect(refused).toBe(1);
  });

  it('frees a claim though the pod that holds it is made again, as that is put on no node', async () => {
    const waiting = {
      metadata: { namespace: 'shop', name: 'db-0' },
      spec: { ...mounting('data-0'), nodeName: undefined },
    };
    await start({ gone: (key) => key === 'pods/shop/db-0' && server.store.plant('pods', waiting) });
    plantEverything();

    expect(await empty()).toEqual([]);
    expect(server.store.of('persistentvolumeclaims').map(({ metadata }) => metadata.name)).toEqual([
      'archive',
    ]);
  });

  it('says that it may not where a role may not, and does not call that empty', async () => {
    await start({ forbidden: ['GET ingresses'] });

    await expect(empty()).rejects.toThrow(
      'it refuses to list ingresses (status 403: GET ingresses is forbidden)',
    );
  });

  it('gives up on a server that does not know the role', async () => {
    await start({ caller: () => Promise.resolve(undefined) });

    await expect(empty()).rejects.toThrow('it has no access entry for the role of the target (status 401)');
  });

  it('gives up at once on an endpoint that has no address', async () => {
    await start();
    server.endpoint = 'https://cluster.invalid';

    await expect(empty()).rejects.toMatchObject({
      isNowhere: true,
      message: expect.stringContaining('ENOTFOUND'),
    });
  });

  it('gives up on a server that does not answer', async () => {
    await start();
    await server.close();

    await expect(empty()).rejects.toThrow(/it does not answer: .*ECONNREFUSED/);
  });
});
