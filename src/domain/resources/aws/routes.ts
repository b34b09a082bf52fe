import { ec2Id } from '../arn-form';
import { childOf, foundByTags, settingOf, whole, type Seed } from '../identity';
import { need, tagging, untagged, whenKnown } from '../need';
import { free } from '../pricing';
import type { FactsByType } from '../resource-facts';
import { madeByEc2, retaggedByEc2 } from '../shared-needs';

const ec2 = need('ec2');

const route: Seed = (value) => {
  const table = value('route_table_id');
  const to = ['destination_cidr_block', 'destination_ipv6_cidr_block', 'destination_prefix_list_id'];
  const attribute = to.find((one) => value(one) !== undefined);
  if (attribute === undefined) return undefined;
  return whole({ id: table && `r-${table}`, route_table_id: table, [attribute]: value(attribute) });
};

/** Route tables of Amazon VPC, their routes and where they hold. */
export const routeTypes: FactsByType = {
  aws_default_route_table: {
    identity: settingOf('default_route_table_id'),
    arn: 'aws_route_table',
    tags: 'listed',
    read: [ec2('*', 'DescribeRouteTables')],
    // AWS made it with its VPC, without a tag; Terraform takes its routes away, writes others, and tags it at last.
    create: [
      untagged(ec2('route-table/*', 'DeleteRoute')),
      whenKnown('route', untagged(ec2('route-table/*', 'CreateRoute'))),
      tagging(ec2('route-table/*', 'CreateTags')),
    ],
    update: [ec2('route-table/*', 'CreateRoute', 'DeleteRoute', 'ReplaceRoute')],
    retag: retaggedByEc2('route-table'),
    // It belongs to its VPC: Terraform only forgets it.
    destroy: [],
    offered: true,
    price: free,
  },
  aws_main_route_table_association: {
    identity: settingOf('vpc_id'),
    price: free,
  },
  aws_route: {
    identity: childOf('route_table_id', route),
    tags: 'none',
    read: [ec2('*', 'DescribeRouteTables')],
    create: [ec2('route-table/*', 'CreateRoute')],
    update: [ec2('route-table/*', 'ReplaceRoute')],
    destroy: [ec2('route-table/*', 'DeleteRoute')],
    price: free,
  },
  aws_route_table: {
    identity: foundByTags,
    arn: ec2Id('rtb'),
    tags: 'listed',
    read: [ec2('*', 'DescribeRouteTables')],
    create: [...madeByEc2('route-table', 'CreateRouteTable'), ec2('vpc/*', 'CreateRouteTable')],
    // Routes that are written into the table itself.
    update: [ec2('route-table/*', 'CreateRoute', 'DeleteRoute', 'ReplaceRoute')],
    retag: retaggedByEc2('route-table'),
    destroy: [ec2('route-table/*', 'DisassociateRouteTable', 'DeleteRouteTable')],
    price: free,
  },
  aws_route_table_association: {
    identity: settingOf('route_table_id'),
    tags: 'none',
    read: [ec2('*', 'DescribeRouteTables')],
    create: [ec2('route-table/*', 'AssociateRouteTable'), ec2('subnet/*', 'AssociateRouteTable')],
    update: [
      ec2('route-table/*', 'ReplaceRouteTableAssociation'),
      ec2('subnet/*', 'ReplaceRouteTableAssociation'),
    ],
    destroy: [ec2('route-table/*', 'DisassociateRouteTable'), ec2('subnet/*', 'DisassociateRouteTable')],
    price: free,
  },
};
