import { priceOf } from '../../../../support/builders/price-of';

describe('network prices', () => {
  it('counts a NAT gateway by the hour and its data by use', () => {
    expect(priceOf('aws_nat_gateway')).toMatchObject({
      monthly: { gateway: 32.85 },
      usage: { 'data through the NAT gateway': '0.045 a GB' },
    });
  });

  it('counts one public address for each zone of a public load balancer', () => {
    const { monthly, notes } = priceOf('aws_lb', { internal: false, subnets: ['a', 'b', 'c'] });

    expect(monthly).toEqual({ 'load balancer': 16.425, addresses: 10.95 });
    expect(notes).toEqual([]);
  });

  it('assumes two zones, aloud, while they are not known', () => {
    const { monthly, notes } = priceOf('aws_lb');

    expect(monthly).toHaveProperty('addresses', 7.3);
    expect(notes).toEqual(['its zones are known only after apply; two are assumed']);
  });

  it('counts no public address for an internal load balancer', () => {
    expect(priceOf('aws_lb', { internal: true }).monthly).toEqual({ 'load balancer': 16.425 });
  });

  it('prices network load balancers and names other kinds', () => {
    expect(priceOf('aws_lb', { load_balancer_type: 'network', internal: true }).usage).toEqual({
      'load balancer capacity': '0.006 a NLCU-hour',
    });
    expect(priceOf('aws_lb', { load_balancer_type: 'gateway' }).unpriced).toEqual([
      'no price for a gateway load balancer',
    ]);
  });

  it('counts an interface endpoint in each zone, and gateway endpoints not at all', () => {
    expect(
      priceOf('aws_vpc_endpoint', { vpc_endpoint_type: 'Interface', subnet_ids: ['a', 'b'] }).monthly,
    ).toEqual({
      endpoint: 14.6,
    });
    expect(priceOf('aws_vpc_endpoint', { vpc_endpoint_type: 'Gateway' })).toMatchObject({
      monthly: {},
      unpriced: [],
    });
  });
});
