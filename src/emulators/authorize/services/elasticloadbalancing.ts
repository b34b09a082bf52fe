import { textAt, textsAt } from '../input';
import { eachOf, namedBy, onlyFor } from '../named-by';
import { seeing, serviceLinkedRole, tagging } from '../in-callers-name';
import type { FurtherNeed, Operation, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

const kinds: Record<string, string> = { network: 'net', gateway: 'gwy' };
const kindOf = ({ input }: Operation) => kinds[textAt(input, 'Type') ?? ''] ?? 'app';

const madeBy: Record<string, (operation: Operation) => string> = {
  CreateLoadBalancer: (operation) => `loadbalancer/${kindOf(operation)}/${textAt(operation.input, 'Name')}/*`,
  CreateTargetGroup: ({ input }) => `targetgroup/${textAt(input, 'Name')}/*`,
  // A listener lives below the ARN of its load balancer.
  CreateListener: ({ input }) =>
    `${(textAt(input, 'LoadBalancerArn') ?? '').replace(/^.*:loadbalancer\//, 'listener/')}/*`,
  CreateRule: ({ input }) =>
    `${(textAt(input, 'ListenerArn') ?? '').replace(/^.*:listener\//, 'listener-rule/')}/*`,
};

/** Elastic Load Balancing, of the second version. */
export const elasticLoadBalancing: ServiceRules = {
  prefix: 'elasticloadbalancing',
  signedAs: ['elasticloadbalancing'],
  protocol: 'query',
  // Of what is tagged, the data knows only the classic load balancer, whose actions have the same names.
  actions: ({ name }) => (isTagging(name) ? [] : undefined),
  named: eachOf(
    onlyFor(['CreateLoadBalancer'], (operation) => made('loadbalancer', operation)),
    onlyFor(['CreateTargetGroup'], (operation) => made('targetgroup', operation)),
    // What is tagged, and what rules may be about, has several types, of which the reference names one for some calls.
    namedBy('loadbalancer', 'loadbalancer/{}', 'LoadBalancerName'),
  ),
  tags: ({ input }) => tagsIn(input, 'Tags'),
  context: { 'elasticloadbalancing:createaction': () => [] },
  further: (operation) => [
    ...tagsOfAny(operation),
    ...tagsOnCreate(operation),
    ...networkOfLoadBalancer(operation),
  ],
};

function made(type: string, operation: Operation) {
  return [{ type, part: madeBy[operation.name]?.(operation) ?? '' }];
}

const isTagging = (name: string) => /^(AddTags|RemoveTags)$/.test(name);

/** Load balancers, listeners, rules, groups and trust stores are tagged by the same calls (list_awselasticloadbalancingv2.html). */
function tagsOfAny({ name, input }: Operation): FurtherNeed[] {
  if (!isTagging(name)) return [];
  const tags = tagsIn(input, 'Tags');
  return textsAt(input, 'ResourceArns').map((part) => ({
    action: `elasticloadbalancing:${name}`,
    part,
    tags,
  }));
}

/** docs.aws.amazon.com/elasticloadbalancing/latest/userguide/tagging-resources-during-creation.html */
function tagsOnCreate(operation: Operation): FurtherNeed[] {
  const part = madeBy[operation.name]?.(operation);
  if (part === undefined) return [];
  const tags = tagsIn(operation.input, 'Tags');
  return tagging('elasticloadbalancing:AddTags', part, {
    tags,
    context: { 'elasticloadbalancing:createaction': [operation.name] },
  });
}

/** AWS's own policy ElasticLoadBalancingFullAccess grants these beside the service's actions. */
function networkOfLoadBalancer({ name }: Operation): FurtherNeed[] {
  if (!['CreateLoadBalancer', 'SetSecurityGroups', 'SetSubnets'].includes(name)) return [];
  const looks = seeing(
    'ec2:DescribeAccountAttributes',
    'ec2:DescribeInternetGateways',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcs',
    'ec2:GetSecurityGroupsForVpc',
  );
  return name === 'CreateLoadBalancer'
    ? [...looks, serviceLinkedRole('elasticloadbalancing.amazonaws.com')]
    : looks;
}
