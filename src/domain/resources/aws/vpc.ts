import { ec2Id } from '../arn-form';
import { stateIn } from '../end';
import { foundByTags, settingOf } from '../identity';
import { type IamNeed, need, untagged, whenChanged, whenIs, whenSet } from '../need';
import { assumedIf, fixed, metered, textIn, type Pricer, free } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';
import { madeByEc2, retaggedByEc2 } from '../shared-needs';

const ec2 = need('ec2');
const route53 = need('route53');

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
  const part = fixed(
    'endpoint',
    { price: 'vpc-endpoint', quantity: zones ?? 1 },
    `Interface endpoint, ${zones ?? 1} × zone`,
  );
  return {
    fixed: [assumedIf(zones === undefined, part)],
    metered: [metered('data through the endpoint', 'vpc-endpoint-data', 'GB')],
    notes: zones === undefined ? ['its zones are known only after apply; one is assumed'] : [],
  };
};

/** An endpoint's call is asked about what it is put into, which is not the same for each kind. */
const endpointIn = (action: string): IamNeed[] => [
  whenIs('vpc_endpoint_type', 'Gateway', ec2('route-table/*', action)),
  whenIs('vpc_endpoint_type', 'Interface', ec2('subnet/*', action)),
  whenIs('vpc_endpoint_type', 'Interface', ec2('security-group/*', action)),
];

const flowLog: Pricer = () => ({ metered: [metered('flow log ingestion', 'logs-vended', 'GB')] });

/** Amazon VPC: networks and what routes, filters and addresses their traffic. */
export const vpcTypes: FactsByType = {
  aws_egress_only_internet_gateway: {
    arn: ec2Id('eigw'),
    price: free,
  },
  aws_eip: {
    identity: foundByTags,
    arn: ec2Id('eipalloc'),
    tags: 'listed',
    read: [ec2('*', 'DescribeAddresses', 'DescribeAddressesAttribute')],
    create: madeByEc2('elastic-ip', 'AllocateAddress'),
    update: [ec2('elastic-ip/*', 'AssociateAddress', 'DisassociateAddress')],
    retag: retaggedByEc2('elastic-ip'),
    destroy: [ec2('elastic-ip/*', 'DisassociateAddress', 'ReleaseAddress')],
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
    read: [ec2('*', 'DescribeInternetGateways')],
    create: [
      ...madeByEc2('internet-gateway', 'CreateInternetGateway'),
      whenSet('vpc_id', ec2('internet-gateway/*', 'AttachInternetGateway')),
      whenSet('vpc_id', ec2('vpc/*', 'AttachInternetGateway')),
    ],
    update: [
      ec2('internet-gateway/*', 'AttachInternetGateway', 'DetachInternetGateway'),
      ec2('vpc/*', 'AttachInternetGateway', 'DetachInternetGateway'),
    ],
    retag: retaggedByEc2('internet-gateway'),
    destroy: [
      ec2('vpc/*', 'DetachInternetGateway'),
      ec2('internet-gateway/*', 'DetachInternetGateway', 'DeleteInternetGateway'),
    ],
    price: free,
  },
  aws_nat_gateway: {
    identity: foundByTags,
    arn: ec2Id('nat'),
    tags: 'listed',
    read: [ec2('*', 'DescribeNatGateways')],
    create: [
      ...madeByEc2('natgateway', 'CreateNatGateway'),
      ec2('subnet/*', 'CreateNatGateway'),
      whenSet('allocation_id', ec2('elastic-ip/*', 'CreateNatGateway')),
    ],
    update: [
      whenChanged('secondary_allocation_ids', ec2('natgateway/*', 'AssociateNatGatewayAddress')),
      whenChanged('secondary_allocation_ids', ec2('natgateway/*', 'DisassociateNatGatewayAddress')),
      whenChanged('secondary_private_ip_addresses', ec2('natgateway/*', 'AssignPrivateNatGatewayAddress')),
      whenChanged('secondary_private_ip_addresses', ec2('natgateway/*', 'UnassignPrivateNatGatewayAddress')),
    ],
    retag: retaggedByEc2('natgateway'),
    destroy: [ec2('natgateway/*', 'DeleteNatGateway')],
    price: natGateway,
    listedAs: 'deleted; EC2 lists it for about an hour',
  },
  aws_network_interface: {
    arn: ec2Id('eni'),
    price: free,
  },
  aws_subnet: {
    identity: foundByTags,
    arn: ec2Id('subnet'),
    tags: 'listed',
    read: [ec2('*', 'DescribeSubnets')],
    create: [
      ...madeByEc2('subnet', 'CreateSubnet'),
      ec2('vpc/*', 'CreateSubnet'),
      whenIs('map_public_ip_on_launch', 'true', ec2('subnet/*', 'ModifySubnetAttribute')),
    ],
    update: [
      ec2('subnet/*', 'ModifySubnetAttribute'),
      whenChanged('ipv6_cidr_block', ec2('subnet/*', 'AssociateSubnetCidrBlock')),
      whenChanged('ipv6_cidr_block', ec2('subnet/*', 'DisassociateSubnetCidrBlock')),
    ],
    retag: retaggedByEc2('subnet'),
    destroy: [ec2('*', 'DescribeNetworkInterfaces'), ec2('subnet/*', 'DeleteSubnet')],
    price: free,
  },
  aws_vpc: {
    identity: foundByTags,
    arn: ec2Id('vpc'),
    tags: 'listed',
    read: [
      ec2('*', 'DescribeVpcs', 'DescribeNetworkAcls', 'DescribeRouteTables', 'DescribeSecurityGroups'),
      ec2('vpc/*', 'DescribeVpcAttribute'),
    ],
    create: [...madeByEc2('vpc', 'CreateVpc'), ec2('vpc/*', 'ModifyVpcAttribute')],
    update: [
      ec2('vpc/*', 'ModifyVpcAttribute'),
      whenChanged('instance_tenancy', ec2('vpc/*', 'ModifyVpcTenancy')),
    ],
    retag: retaggedByEc2('vpc'),
    destroy: [ec2('vpc/*', 'DeleteVpc')],
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
    read: [ec2('*', 'DescribeVpcEndpoints', 'DescribePrefixLists')],
    create: [
      ...madeByEc2('vpc-endpoint', 'CreateVpcEndpoint'),
      ec2('vpc/*', 'CreateVpcEndpoint'),
      ...endpointIn('CreateVpcEndpoint'),
      // docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
      whenIs('private_dns_enabled', 'true', untagged(route53('hostedzone/*', 'AssociateVPCWithHostedZone'))),
    ],
    update: [ec2('vpc-endpoint/*', 'ModifyVpcEndpoint'), ...endpointIn('ModifyVpcEndpoint')],
    retag: retaggedByEc2('vpc-endpoint'),
    destroy: [ec2('vpc-endpoint/*', 'DeleteVpcEndpoints')],
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
  ...freeTypes(
    'aws_default_subnet',
    'aws_default_vpc',
    'aws_eip_association',
    'aws_internet_gateway_attachment',
    'aws_network_acl_association',
    'aws_vpc_endpoint_policy',
    'aws_vpc_endpoint_security_group_association',
    'aws_vpc_endpoint_subnet_association',
  ),
};
