import { fixed, metered, textIn, type Priced, type Pricer, type PricedResource } from '../resource';

const natGateway: Pricer = () => ({
  fixed: [fixed('gateway', { price: 'nat-gateway' }, 'NAT gateway')],
  metered: [metered('data through the NAT gateway', 'nat-data', 'GB')],
});

/** An address costs the same in use and idle. */
const publicAddress: Pricer = () => ({
  fixed: [fixed('address', { price: 'public-ipv4' }, 'Public IPv4 address')],
});

const loadBalancer: Pricer = (resource) => {
  const kind = textIn(resource.attributes['load_balancer_type']) ?? 'application';
  if (kind === 'application') return balancer(resource, 'alb', 'LCU');
  if (kind === 'network') return balancer(resource, 'nlb', 'NLCU');
  return { unpriced: [`no price for a ${kind} load balancer`] };
};

function balancer(resource: PricedResource, kind: 'alb' | 'nlb', unit: string): Priced {
  const name = kind === 'alb' ? 'Application load balancer' : 'Network load balancer';
  const addresses = publicAddressesOf(resource);
  const parts = [fixed('load balancer', { price: kind }, name)];
  if (addresses.count > 0) {
    const description = `${addresses.count} × public IPv4 address, one per zone`;
    parts.push(fixed('addresses', { price: 'public-ipv4', quantity: addresses.count }, description));
  }
  return {
    fixed: parts,
    metered: [metered('load balancer capacity', `${kind}-lcu`, `${unit}-hour`)],
    notes: addresses.notes,
  };
}

/** A public load balancer has an address in each of its zones, two zones being the least AWS allows. */
function publicAddressesOf({ attributes }: PricedResource): { count: number; notes: string[] } {
  if (attributes['internal'] === true) return { count: 0, notes: [] };
  const zones = [attributes['subnets'], attributes['subnet_mapping']].map((list) =>
    Array.isArray(list) ? list.length : 0,
  );
  const known = Math.max(...zones);
  if (known > 0) return { count: known, notes: [] };
  return { count: 2, notes: ['its zones are not known yet; two are assumed'] };
}

const endpoint: Pricer = ({ attributes }) => {
  const kind = textIn(attributes['vpc_endpoint_type']) ?? 'Gateway';
  if (kind === 'Gateway') return {};
  if (kind !== 'Interface') return { unpriced: [`no price for a ${kind} endpoint`] };
  const subnets = attributes['subnet_ids'];
  const zones = Array.isArray(subnets) ? subnets.length : undefined;
  return {
    fixed: [
      fixed(
        'endpoint',
        { price: 'vpc-endpoint', quantity: zones ?? 1 },
        `Interface endpoint, ${zones ?? 1} × zone`,
      ),
    ],
    metered: [metered('data through the endpoint', 'vpc-endpoint-data', 'GB')],
    notes: zones === undefined ? ['its zones are not known yet; one is assumed'] : [],
  };
};

const hostedZone: Pricer = () => ({ fixed: [fixed('zone', { price: 'hosted-zone' }, 'Hosted zone')] });

const flowLog: Pricer = () => ({ metered: [metered('flow logs taken in', 'logs-vended', 'GB')] });

/** VPC, load balancing and DNS. */
export const network: Record<string, Pricer> = {
  aws_nat_gateway: natGateway,
  aws_eip: publicAddress,
  aws_lb: loadBalancer,
  aws_alb: loadBalancer,
  aws_vpc_endpoint: endpoint,
  aws_route53_zone: hostedZone,
  aws_service_discovery_private_dns_namespace: hostedZone,
  aws_service_discovery_public_dns_namespace: hostedZone,
  aws_flow_log: flowLog,
};
