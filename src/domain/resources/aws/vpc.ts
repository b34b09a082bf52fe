import { ec2Id } from '../arn-form';
import { stateIn } from '../end';
import { childOf, foundByTags, settingOf, whole, type Seed } from '../identity';
import { need } from '../need';
import { fixed, metered, textIn, type Pricer, free } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

const ec2 = need('ec2');

const route: Seed = (value) => {
  const table = value('route_table_id');
  const to = ['destination_cidr_block', 'destination_ipv6_cidr_block', 'destination_prefix_list_id'];
  const attribute = to.find((one) => value(one) !== undefined);
  if (attribute === undefined) return undefined;
  return whole({ id: table && `r-${table}`, route_table_id: table, [attribute]: value(attribute) });
};

const natGateway: Pricer = () => ({
  fixed: [fixed('gateway', { price: 'nat-gateway' }, 'NAT gateway')],
  metered: [metered('data through the NAT gateway', 'nat-data', 'GB')],
});

/** An address costs the same in use and idle. */
const publicAddress: Pricer = () => ({
  fixed: [fixed('address', { price: 'public-ipv4' }, 'Public IPv4 address')],
});

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

const flowLog: Pricer = () => ({ metered: [metered('flow logs taken in', 'logs-vended', 'GB')] });

/** Amazon VPC: networks and what routes, filters and addresses their traffic. */
export const vpcTypes: FactsByType = {
  aws_default_network_acl: {
    identity: settingOf('default_network_acl_id'),
    price: free,
  },
  aws_default_route_table: {
    identity: settingOf('default_route_table_id'),
    price: free,
  },
  aws_default_security_group: {
    identity: settingOf('vpc_id'),
    arn: 'aws_security_group',
    tags: 'listed',
    // It belongs to its VPC: Terraform only forgets it.
    destroy: [ec2('*', 'DescribeSecurityGroups')],
    price: free,
  },
  aws_egress_only_internet_gateway: {
    arn: ec2Id('eigw'),
    price: free,
  },
  aws_eip: {
    identity: foundByTags,
    arn: ec2Id('eipalloc'),
    tags: 'listed',
    destroy: [
      ec2('*', 'DescribeAddresses', 'DescribeAddressesAttribute'),
      ec2('elastic-ip/*', 'DisassociateAddress', 'ReleaseAddress'),
    ],
    price: publicAddress,
  },
  aws_flow_log: {
    arn: ec2Id('fl'),
    price: flowLog,
  },
  aws_internet_gateway: {
    identity: foundByTags,
    arn: ec2Id('igw'),
    tags: 'listed',
    destroy: [
      ec2('*', 'DescribeInternetGateways'),
      ec2('vpc/*', 'DetachInternetGateway'),
      ec2('internet-gateway/*', 'DetachInternetGateway', 'DeleteInternetGateway'),
    ],
    price: free,
  },
  aws_main_route_table_association: {
    identity: settingOf('vpc_id'),
    price: free,
  },
  aws_nat_gateway: {
    identity: foundByTags,
    arn: ec2Id('nat'),
    tags: 'listed',
    destroy: [ec2('*', 'DescribeNatGateways'), ec2('natgateway/*', 'DeleteNatGateway')],
    price: natGateway,
    listedAs: 'deleted; EC2 lists it for about an hour',
  },
  aws_network_acl: {
    arn: ec2Id('acl'),
    price: free,
  },
  aws_network_interface: {
    arn: ec2Id('eni'),
    price: free,
  },
  aws_route: {
    identity: childOf('route_table_id', route),
    tags: 'none',
    destroy: [ec2('*', 'DescribeRouteTables'), ec2('route-table/*', 'DeleteRoute')],
    price: free,
  },
  aws_route_table: {
    identity: foundByTags,
    arn: ec2Id('rtb'),
    tags: 'listed',
    destroy: [
      ec2('*', 'DescribeRouteTables'),
      ec2('route-table/*', 'DisassociateRouteTable', 'DeleteRouteTable'),
    ],
    price: free,
  },
  aws_route_table_association: {
    identity: settingOf('route_table_id'),
    tags: 'none',
    destroy: [
      ec2('*', 'DescribeRouteTables'),
      ec2('route-table/*', 'DisassociateRouteTable'),
      ec2('subnet/*', 'DisassociateRouteTable'),
    ],
    price: free,
  },
  aws_security_group: {
    identity: foundByTags,
    arn: ec2Id('sg'),
    tags: 'listed',
    destroy: [
      ec2('*', 'DescribeSecurityGroups', 'DescribeNetworkInterfaces'),
      ec2('security-group/*', 'DeleteSecurityGroup'),
    ],
    price: free,
  },
  aws_security_group_rule: {
    identity: settingOf('security_group_id'),
    price: free,
  },
  aws_subnet: {
    identity: foundByTags,
    arn: ec2Id('subnet'),
    tags: 'listed',
    destroy: [ec2('*', 'DescribeSubnets', 'DescribeNetworkInterfaces'), ec2('subnet/*', 'DeleteSubnet')],
    price: free,
  },
  aws_vpc: {
    identity: foundByTags,
    arn: ec2Id('vpc'),
    tags: 'listed',
    destroy: [
      ec2('*', 'DescribeVpcs', 'DescribeNetworkAcls', 'DescribeRouteTables', 'DescribeSecurityGroups'),
      ec2('vpc/*', 'DescribeVpcAttribute', 'DeleteVpc'),
    ],
    price: free,
  },
  aws_vpc_dhcp_options: {
    arn: ec2Id('dopt'),
    price: free,
  },
  aws_vpc_dhcp_options_association: {
    identity: settingOf('vpc_id'),
    price: free,
  },
  aws_vpc_endpoint: {
    identity: foundByTags,
    arn: ec2Id('vpce'),
    tags: 'listed',
    destroy: [
      ec2('*', 'DescribeVpcEndpoints', 'DescribePrefixLists'),
      ec2('vpc-endpoint/*', 'DeleteVpcEndpoints'),
    ],
    price: endpoint,
  },
  aws_vpc_endpoint_route_table_association: {
    identity: settingOf('vpc_endpoint_id'),
    price: free,
  },
  aws_vpc_endpoint_service: {
    arn: ec2Id('vpce-svc'),
  },
  aws_vpc_ipv4_cidr_block_association: {
    identity: settingOf('vpc_id'),
    price: free,
  },
  aws_vpc_peering_connection: {
    arn: ec2Id('pcx'),
    listedAs: 'deleted; EC2 lists it for a few hours',
    over: stateIn('accept_status', ['deleted', 'rejected', 'expired', 'failed']),
  },
  // The id of a rule does not say which way it goes; it is asked about as ingress first.
  aws_vpc_security_group_ingress_rule: {
    identity: childOf('security_group_id'),
    arn: ec2Id('sgr'),
    tags: 'listed',
    destroy: [ec2('*', 'DescribeSecurityGroupRules'), ec2('security-group/*', 'RevokeSecurityGroupIngress')],
    price: free,
  },
  aws_vpc_security_group_egress_rule: {
    identity: childOf('security_group_id'),
    arn: ec2Id('sgr'),
    tags: 'listed',
    destroy: [ec2('*', 'DescribeSecurityGroupRules'), ec2('security-group/*', 'RevokeSecurityGroupEgress')],
    price: free,
  },
  ...freeTypes(
    'aws_default_subnet',
    'aws_default_vpc',
    'aws_eip_association',
    'aws_internet_gateway_attachment',
    'aws_network_acl_association',
    'aws_network_acl_rule',
    'aws_vpc_endpoint_policy',
    'aws_vpc_endpoint_security_group_association',
    'aws_vpc_endpoint_subnet_association',
  ),
};
