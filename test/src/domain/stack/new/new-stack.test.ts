import { parseCidr } from '../../../../../src/domain/stack/checks/network-range';
import { freeNetwork } from '../../../../../src/domain/stack/new/free-network';
import { offerReferences } from '../../../../../src/domain/stack/new/offer-references';

const taken = (...texts: string[]) => texts.flatMap((text) => parseCidr(text) ?? []);

it.each([
  ['10.0.0.0/16', [], '10.0.0.0/16'],
  ['10.0.0.0/16', ['10.0.0.0/16'], '10.1.0.0/16'],
  ['10.0.0.0/16', ['10.0.0.0/16', '10.1.128.0/20', '10.2.0.0/15'], '10.4.0.0/16'],
  ['10.255.0.0/16', ['10.255.0.0/16'], '10.0.0.0/16'],
  ['172.16.0.0/16', ['172.0.0.0/8'], undefined],
  ['10.0.0.0/24', ['10.0.0.0/9'], '10.128.0.0/24'],
  ['192.168.4.0/22', ['192.168.4.7/32'], '192.168.8.0/22'],
  ['8.8.0.0/16', [], undefined],
  ['fd00::/48', [], undefined],
])('beside others the next free range like %s, where %j is taken, is %s', (like, others, free) => {
  expect(freeNetwork(like, taken(...others))).toBe(free);
});

describe('the references that are offered for an input', () => {
  const outputs = {
    vpc_id: { description: '', sensitive: false, schema: { type: 'string', pattern: '^vpc-' } },
    name: { description: '', sensitive: false, schema: { type: 'string' } },
    subnet_ids: { description: '', sensitive: false, schema: { type: 'array', items: { type: 'string' } } },
    password: { description: '', sensitive: true, schema: { type: 'string' } },
  };
  const producers = [{ component: 'net', outputs }] as unknown as Parameters<typeof offerReferences>[1];
  const offered = (name: string, schema: object) =>
    offerReferences({ name, schema: { ...schema } }, producers);

  it('are those whose types fit, the one of the same name first, and no secret', () => {
    expect(offered('vpc_id', { type: 'string' })).toEqual(['net.vpc_id', 'net.name']);
    expect(offered('private_subnet_ids', { type: 'array', items: { type: 'string' } })).toEqual([
      'net.subnet_ids',
    ]);
    expect(offered('size', { type: 'integer' })).toEqual([]);
  });
});
