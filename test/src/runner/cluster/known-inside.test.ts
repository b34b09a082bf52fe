import { KubeObjects } from '../../../../src/runner/cluster/kube-objects';
import { readInside } from '../../../../src/runner/cluster/known-inside';
import { openKubeApi } from '../../../../src/runner/cluster/kube-api';
import { startKubeServer } from '../../../support/cluster/kube-server';

it('learns from a cluster which volumes of EBS it has, and as whom its ExternalDNS signs', async () => {
  const server = await startKubeServer();
  const volume = (name: string, spec: Record<string, unknown>) =>
    server.store.plant('persistentvolumes', { metadata: { name }, spec });
  volume('one', { csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' } });
  volume('two', { csi: { driver: 'ebs.csi.eks.amazonaws.com', volumeHandle: 'vol-2' } });
  volume('files', { csi: { driver: 'efs.csi.aws.com', volumeHandle: 'fs-1' } });
  volume('old', { hostPath: { path: '/data' } });
  const labels = { 'app.kubernetes.io/name': 'external-dns' };
  const containers = [{ args: ['--source=ingress', '--txt-owner-id=mail-team'] }];
  const spec = { template: { spec: { containers } } };
  server.store.plant('deployments', { metadata: { namespace: 'dns', name: 'external-dns', labels }, spec });
  const cluster = { address: 'aws_eks_cluster.one', name: 'idp-shop', region: 'eu-west-1', ...server };
  const signal = new AbortController().signal;
  const api = openKubeApi(cluster, { token: () => Promise.resolve('any'), signal, pausesMs: [] });

  const { volumes, owners } = await readInside(new KubeObjects(api), 'idp-shop');
  api.close();
  await server.close();

  expect([[...volumes], [...owners]]).toEqual([
    ['vol-1', 'vol-2'],
    ['idp-shop', 'mail-team'],
  ]);
});
