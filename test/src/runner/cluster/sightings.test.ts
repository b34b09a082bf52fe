import type { CheckedResource } from '../../../../src/domain/environment/receipt';
import { Sightings } from '../../../../src/runner/cluster/sightings';

const seen = (address: string, found: CheckedResource['found'] = 'remaining'): CheckedResource => ({
  address,
  type: 'aws_lb',
  id: address,
  witness: 'cluster-tags',
  found,
});

it('has for the receipt what was seen once and is gone or over by the last look', () => {
  const sightings = new Sightings('idp-shop');
  sightings.note([seen('balancer'), seen('node'), seen('volume')]);
  sightings.note([seen('node', 'terminal'), seen('volume')]);

  expect(sightings.over()).toEqual([
    expect.objectContaining({
      address: 'balancer',
      found: 'gone',
      note: 'made by a controller of the cluster idp-shop, and gone before its destroy',
    }),
    seen('node', 'terminal'),
  ]);
});
