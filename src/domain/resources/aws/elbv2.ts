import { parseArn } from '../arn';
import { byArn, byGroup } from '../arn-form';
import { childOf, foundByTags, settingOf } from '../identity';
import { type IamNeed, keyed, need, retagging, tagging, untagged, whenChanged } from '../need';
import type { Value } from '../planned-value';
import {
  assumedIf,
  fixed,
  metered,
  textIn,
  type Priced,
  type PricedResource,
  type Pricer,
  free,
} from '../pricing';
import type { FactsByType } from '../resource-facts';
import { serviceRole } from '../shared-needs';

const ec2 = need('ec2');
const elb = need('elasticloadbalancing');

const loadBalancerKinds: Record<string, string> = { network: 'net', gateway: 'gwy' };

const kindOf = (value: Value) => loadBalancerKinds[value('load_balancer_type') ?? ''] ?? 'app';

/** A listener does not say of which kind its load balancer is, but its protocol does. */
const protocolKind = (value: Value) => (/^(TCP|UDP|TLS)/.test(value('protocol') ?? '') ? 'net' : 'app');

const balancerPath = (value: Value) => `loadbalancer/${kindOf(value)}/{name}/*`;
const listenerPath = (value: Value) => `listener/${protocolKind(value)}/{load_balancer_name}/*/*`;
const groupPath = 'targetgroup/{name}/*';
/** Only application load balancers have rules; a listener that is planned with them has no ARN yet. */
const ruleListener = (value: Value) =>
  parseArn(value('listener_arn'))?.resource ?? 'listener/app/{load_balancer_name}/*/*';
const rulePath = (value: Value) => `${ruleListener(value).replace(/^listener\//, 'listener-rule/')}/*`;

/** What is made in one call, tagged by the same call (docs.aws.amazon.com/elasticloadbalancing/latest/userguide/tagging-resources-during-creation.html). */
const madeByElb = (on: IamNeed['on'], action: string): IamNeed[] => [
  tagging(elb(on, action)),
  taggedByElb(on, action),
];

const taggedByElb = (on: IamNeed['on'], action: string): IamNeed =>
  keyed(tagging(elb(on, 'AddTags')), { 'elasticloadbalancing:CreateAction': action });

const retagged = (on: IamNeed['on']): IamNeed[] => [retagging(elb(on, 'AddTags')), elb(on, 'RemoveTags')];

/**
 * What a load balancer asks of EC2 in its maker's name (docs.aws.amazon.com/aws-managed-policy/latest/reference/ElasticLoadBalancingFullAccess.html).
 */
const network: IamNeed[] = [
  ec2('*', 'DescribeAccountAttributes', 'DescribeInternetGateways', 'DescribeSecurityGroups'),
  ec2('*', 'DescribeSubnets', 'DescribeVpcs'),
  ec2('vpc/*', 'GetSecurityGroupsForVpc'),
];

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
    const part = fixed('addresses', { price: 'public-ipv4', quantity: addresses.count }, description);
    parts.push(assumedIf(addresses.notes.length > 0, part));
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
  return { count: 2, notes: ['its zones are known only after apply; two are assumed'] };
}

/** Elastic Load Balancing. */
export const elbv2Types: FactsByType = {
  aws_alb: {
    price: loadBalancer,
  },
  aws_elb: {
    arn: byGroup('elasticloadbalancing', /^loadbalancer\/([^/]+)$/, 'name'),
  },
  aws_lb: {
    identity: foundByTags,
    arn: byArn('elasticloadbalancing', /^loadbalancer\/(?:app|net|gwy)\//),
    tags: 'listed',
    read: [
      elb('*', 'DescribeLoadBalancers', 'DescribeLoadBalancerAttributes', 'DescribeTags'),
      elb('*', 'DescribeCapacityReservation'),
    ],
    create: [
      ...madeByElb(balancerPath, 'CreateLoadBalancer'),
      elb(balancerPath, 'ModifyLoadBalancerAttributes'),
      ...network,
      serviceRole('elasticloadbalancing.amazonaws.com', 'AWSServiceRoleForElasticLoadBalancing'),
    ],
    update: [
      elb(balancerPath, 'ModifyLoadBalancerAttributes'),
      whenChanged('security_groups', elb(balancerPath, 'SetSecurityGroups')),
      whenChanged('subnets', elb(balancerPath, 'SetSubnets')),
      ...network,
    ],
    retag: retagged(balancerPath),
    destroy: [ec2('*', 'DescribeNetworkInterfaces'), elb(balancerPath, 'DeleteLoadBalancer')],
    price: loadBalancer,
  },
  aws_lb_listener: {
    identity: childOf('load_balancer_arn'),
    arn: byArn('elasticloadbalancing', /^listener\//),
    tags: 'listed',
    read: [elb('*', 'DescribeListeners', 'DescribeListenerAttributes', 'DescribeTags')],
    create: [
      tagging(elb((value) => `loadbalancer/${protocolKind(value)}/{load_balancer_name}/*`, 'CreateListener')),
      taggedByElb(listenerPath, 'CreateListener'),
    ],
    update: [elb(listenerPath, 'ModifyListener', 'ModifyListenerAttributes')],
    retag: retagged(listenerPath),
    destroy: [elb(listenerPath, 'DeleteListener')],
    price: free,
  },
  aws_lb_listener_certificate: {
    identity: settingOf('listener_arn'),
    price: free,
  },
  aws_lb_listener_rule: {
    identity: childOf('listener_arn'),
    arn: byArn('elasticloadbalancing', /^listener-rule\//),
    tags: 'listed',
    read: [elb('*', 'DescribeRules', 'DescribeTags')],
    create: [tagging(elb(ruleListener, 'CreateRule')), taggedByElb(rulePath, 'CreateRule')],
    update: [
      elb(rulePath, 'ModifyRule'),
      whenChanged('priority', untagged(elb(rulePath, 'SetRulePriorities'))),
    ],
    retag: retagged(rulePath),
    destroy: [elb(rulePath, 'DeleteRule')],
    offered: true,
    price: free,
  },
  aws_lb_target_group: {
    identity: foundByTags,
    arn: byArn('elasticloadbalancing', /^targetgroup\//),
    tags: 'listed',
    read: [elb('*', 'DescribeTargetGroups', 'DescribeTargetGroupAttributes', 'DescribeTags')],
    create: [...madeByElb(groupPath, 'CreateTargetGroup'), elb(groupPath, 'ModifyTargetGroupAttributes')],
    update: [elb(groupPath, 'ModifyTargetGroup', 'ModifyTargetGroupAttributes')],
    retag: retagged(groupPath),
    destroy: [elb(groupPath, 'DeleteTargetGroup')],
    price: free,
  },
  aws_lb_target_group_attachment: {
    identity: settingOf('target_group_arn'),
    price: free,
  },
};
