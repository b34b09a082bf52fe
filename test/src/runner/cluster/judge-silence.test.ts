import { type FailureClass, failureOf } from '../../../../src/domain/environment/outcome';
import { judgeSilence, wasSilentBefore } from '../../../../src/runner/cluster/judge-silence';
import { applying, born, claimed, doomed, ready, settled } from '../../../support/builders/lives';

const cluster = {
  address: 'aws_eks_cluster.one',
  name: 'idp-shop',
  region: 'eu-west-1',
  endpoint: undefined,
  authority: undefined,
};

describe('a cluster that could not be emptied', () => {
  it('stays while anything of it exists, however often it was tried', () => {
    const made = ['arn:aws:elasticloadbalancing:…'];
    for (const isNowhere of [true, false])
      for (const wasSilent of [true, false])
        expect(judgeSilence({ made, isNowhere, wasSilent })).toBe('stuck');
  });

  it('is destroyed at the second attempt that finds nothing of it, and at the first where its endpoint exists nowhere', () => {
    expect(judgeSilence({ made: [], isNowhere: false, wasSilent: false })).toBe('again');
    expect(judgeSilence({ made: [], isNowhere: false, wasSilent: true })).toBe('destroy');
    expect(judgeSilence({ made: [], isNowhere: true, wasSilent: false })).toBe('destroy');
  });
});

describe('whether the attempt before failed at a cluster', () => {
  const failed = (cls: FailureClass, addresses: string[]) =>
    ({ result: 'failed', failure: failureOf(cls, 'It does not answer.', addresses) }) as const;
  const attempted = (cls: FailureClass, ...addresses: string[]) =>
    settled(claimed(doomed()), failed(cls, addresses)).environment;

  it('is known from the failure of the last destroy, with or without things of it', () => {
    expect(wasSilentBefore(attempted('unreachable', cluster.address), cluster)).toBe(true);
    expect(wasSilentBefore(attempted('occupied', cluster.address, 'arn:…'), cluster)).toBe(true);
  });

  it('is not said by a first attempt, one that failed at another cluster, or one that found what was still there', () => {
    expect(wasSilentBefore(doomed(), cluster)).toBe(false);
    expect(wasSilentBefore(ready(), cluster)).toBe(false);
    expect(wasSilentBefore(attempted('unreachable', 'aws_eks_cluster.two'), cluster)).toBe(false);
    expect(wasSilentBefore(attempted('occupied', 'Ingress shop/web'), cluster)).toBe(false);
    expect(wasSilentBefore(attempted('locked', cluster.address), cluster)).toBe(false);
  });

  it('is known from a change that failed as well', () => {
    const change = applying(claimed(born()));
    expect(
      wasSilentBefore(settled(change, failed('unreachable', [cluster.address])).environment, cluster),
    ).toBe(true);
  });
});
