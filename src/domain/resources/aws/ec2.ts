import { ec2Id } from '../arn-form';
import { stateIn } from '../end';
import { free } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

/** Amazon EC2: machines, volumes and gateways to other networks. */
export const ec2Types: FactsByType = {
  aws_ami: {
    arn: ec2Id('ami'),
  },
  aws_customer_gateway: {
    arn: ec2Id('cgw'),
  },
  aws_ebs_snapshot: {
    arn: ec2Id('snap'),
  },
  aws_ebs_volume: {
    arn: ec2Id('vol'),
  },
  aws_ec2_managed_prefix_list: {
    arn: ec2Id('pl'),
  },
  aws_ec2_transit_gateway: {
    arn: ec2Id('tgw'),
  },
  aws_ec2_transit_gateway_route_table: {
    arn: ec2Id('tgw-rtb'),
  },
  aws_ec2_transit_gateway_vpc_attachment: {
    arn: ec2Id('tgw-attach'),
  },
  aws_instance: {
    arn: ec2Id('i'),
    listedAs: 'terminated; EC2 lists it for about an hour',
    over: stateIn('instance_state', ['terminated']),
  },
  aws_launch_template: {
    arn: ec2Id('lt'),
    price: free,
  },
  aws_networkmanager_global_network: {
    over: stateIn('state', ['DELETED']),
  },
  aws_spot_instance_request: {
    over: stateIn('spot_request_state', ['cancelled', 'closed', 'failed']),
  },
  aws_vpn_connection: {
    arn: ec2Id('vpn'),
  },
  aws_vpn_gateway: {
    arn: ec2Id('vgw'),
  },
  ...freeTypes('aws_ec2_tag', 'aws_key_pair', 'aws_placement_group'),
};
