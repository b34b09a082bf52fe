import { ec2Id } from '../arn-form';
import { childOf, foundByTags, settingOf } from '../identity';
import { type IamNeed, need, tagging, untagged, whenIs, whenKnown, whenSet } from '../need';
import { free } from '../pricing';
import type { FactsByType } from '../resource-facts';
import { madeByEc2, retaggedByEc2 } from '../shared-needs';

const ec2 = need('ec2');

/** A rule is asked about itself, by the tags that it gets, and about its group. */
const ruleMade = (action: string): IamNeed[] => [
  ...madeByEc2('security-group-rule', action),
  ec2('security-group/*', action),
];

const ruleChanged: IamNeed[] = [
  ec2('security-group-rule/*', 'ModifySecurityGroupRules'),
  ec2('security-group/*', 'ModifySecurityGroupRules'),
];

/** Rules that are written into the group itself. */
const ownRules: IamNeed[] = [
  whenKnown('ingress', ec2('security-group/*', 'AuthorizeSecurityGroupIngress')),
  whenKnown('egress', ec2('security-group/*', 'AuthorizeSecurityGroupEgress')),
];

const ownRulesChanged: IamNeed[] = [
  ec2('security-group/*', 'AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress'),
  ec2('security-group/*', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupEgress'),
];

/** A rule that is a part of its group, which one call writes and another takes away; it has no tags. */
const ruleOf = (direction: string, action: string): IamNeed[] => [
  whenIs('type', direction, ec2('security-group/*', action)),
];

/** Security groups of Amazon VPC and their rules. */
export const securityGroupTypes: FactsByType = {
  aws_default_security_group: {
    identity: settingOf('vpc_id'),
    arn: 'aws_security_group',
    tags: 'listed',
    read: [ec2('*', 'DescribeSecurityGroups')],
    // AWS made it with its VPC, without a tag; Terraform tags it first, looks at its rules and then takes them away.
    create: [
      tagging(ec2('security-group/*', 'CreateTags')),
      ec2('*', 'DescribeSecurityGroupRules'),
      ec2('security-group/*', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress'),
      ...ownRules,
    ],
    update: ownRulesChanged,
    retag: retaggedByEc2('security-group'),
    // It belongs to its VPC: Terraform only forgets it.
    destroy: [],
    price: free,
  },
  aws_security_group: {
    identity: foundByTags,
    arn: ec2Id('sg'),
    tags: 'listed',
    read: [ec2('*', 'DescribeSecurityGroups')],
    // A new group lets everything out, and Terraform takes that rule away.
    create: [
      ...madeByEc2('security-group', 'CreateSecurityGroup'),
      ec2('vpc/*', 'CreateSecurityGroup'),
      ec2('security-group/*', 'RevokeSecurityGroupEgress'),
      ...ownRules,
    ],
    update: ownRulesChanged,
    retag: retaggedByEc2('security-group'),
    destroy: [ec2('*', 'DescribeNetworkInterfaces'), ec2('security-group/*', 'DeleteSecurityGroup')],
    price: free,
  },
  aws_security_group_rule: {
    identity: settingOf('security_group_id'),
    tags: 'none',
    read: [ec2('*', 'DescribeSecurityGroups', 'DescribeSecurityGroupRules')],
    create: [
      ...ruleOf('ingress', 'AuthorizeSecurityGroupIngress'),
      ...ruleOf('egress', 'AuthorizeSecurityGroupEgress'),
    ],
    update: [
      ...ruleOf('ingress', 'UpdateSecurityGroupRuleDescriptionsIngress'),
      ...ruleOf('egress', 'UpdateSecurityGroupRuleDescriptionsEgress'),
    ],
    destroy: [
      ...ruleOf('ingress', 'RevokeSecurityGroupIngress'),
      ...ruleOf('egress', 'RevokeSecurityGroupEgress'),
    ],
    price: free,
  },
  // The id of a rule does not say which way it goes; it is asked about as ingress first.
  aws_vpc_security_group_ingress_rule: {
    identity: childOf('security_group_id'),
    arn: ec2Id('sgr'),
    tags: 'listed',
    read: [ec2('*', 'DescribeSecurityGroupRules')],
    create: ruleMade('AuthorizeSecurityGroupIngress'),
    update: ruleChanged,
    retag: retaggedByEc2('security-group-rule'),
    destroy: [ec2('security-group/*', 'RevokeSecurityGroupIngress')],
    price: free,
  },
  aws_vpc_security_group_egress_rule: {
    identity: childOf('security_group_id'),
    arn: ec2Id('sgr'),
    tags: 'listed',
    read: [ec2('*', 'DescribeSecurityGroupRules')],
    create: ruleMade('AuthorizeSecurityGroupEgress'),
    update: ruleChanged,
    retag: retaggedByEc2('security-group-rule'),
    destroy: [ec2('security-group/*', 'RevokeSecurityGroupEgress')],
    price: free,
  },
};

/** A subnet always has one ACL: what is given to another comes from one, and what is given up falls back to the default one. */
const association: IamNeed[] = [
  whenSet('subnet_ids', ec2('network-acl/*', 'ReplaceNetworkAclAssociation')),
  whenSet('subnet_ids', ec2('subnet/*', 'ReplaceNetworkAclAssociation')),
];

/** Entries that are written into the ACL itself. */
const ownEntries: IamNeed[] = [
  whenKnown('ingress', ec2('network-acl/*', 'CreateNetworkAclEntry')),
  whenKnown('egress', ec2('network-acl/*', 'CreateNetworkAclEntry')),
];

const ownEntriesChanged: IamNeed[] = [
  ec2('network-acl/*', 'CreateNetworkAclEntry', 'DeleteNetworkAclEntry'),
  ...association,
];

/** Network ACLs of Amazon VPC and their entries. */
export const networkAclTypes: FactsByType = {
  aws_default_network_acl: {
    identity: settingOf('default_network_acl_id'),
    arn: 'aws_network_acl',
    tags: 'listed',
    read: [ec2('*', 'DescribeNetworkAcls')],
    // AWS made it with its VPC, without a tag; Terraform takes its entries away, writes others, and tags it at last.
    create: [
      untagged(ec2('network-acl/*', 'DeleteNetworkAclEntry')),
      ...[...ownEntries, ...association].map(untagged),
      tagging(ec2('network-acl/*', 'CreateTags')),
    ],
    update: ownEntriesChanged,
    retag: retaggedByEc2('network-acl'),
    // It belongs to its VPC: Terraform only forgets it.
    destroy: [],
    offered: true,
    price: free,
  },
  aws_network_acl: {
    identity: foundByTags,
    arn: ec2Id('acl'),
    tags: 'listed',
    read: [ec2('*', 'DescribeNetworkAcls')],
    create: [
      ...madeByEc2('network-acl', 'CreateNetworkAcl'),
      ec2('vpc/*', 'CreateNetworkAcl'),
      ...ownEntries,
      ...association,
    ],
    update: ownEntriesChanged,
    retag: retaggedByEc2('network-acl'),
    destroy: [...association, ec2('network-acl/*', 'DeleteNetworkAcl')],
    offered: true,
    price: free,
  },
  aws_network_acl_rule: {
    identity: childOf('network_acl_id'),
    tags: 'none',
    read: [ec2('*', 'DescribeNetworkAcls')],
    create: [ec2('network-acl/*', 'CreateNetworkAclEntry')],
    destroy: [ec2('network-acl/*', 'DeleteNetworkAclEntry')],
    offered: true,
    price: free,
  },
};
