import { ec2Id } from '../arn-form';
import { childOf, foundByTags, settingOf } from '../identity';
import { type IamNeed, need, tagging, untagged, whenKnown, whenSet } from '../need';
import { free } from '../pricing';
import type { FactsByType } from '../resource-facts';
import { madeByEc2, retaggedByEc2 } from '../shared-needs';

const ec2 = need('ec2');

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
