import { type Answer, type Call, type Forward, serviceOf, withText } from '../front/call';
import type { Correction } from './correction';

/**
 * moto leaves the default network ACL of a VPC that is gone, the tags of all that goes with the VPC, and an error of its own
 * for an ACL that is not there. EC2 "deletes the default
 * security group, network ACL, and route table for the VPC" (docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html).
 */
export const vpcNetworkAcl: Correction = {
  concerns: (head) => serviceOf(head) === 'ec2' && head.method === 'POST',
  correct: async (call, forward) => {
    const form = new URLSearchParams(call.body.toString('utf8'));
    if (form.get('Action') === 'DescribeNetworkAcls') return withItsOwnError(await forward(call));
    if (form.get('Action') !== 'DeleteVpc') return forward(call);
    const ask = asking(call, forward);
    const [acls, others] = await defaultsOf(form.get('VpcId') ?? '', ask);
    const answer = await forward(call);
    if (answer.status >= 300) return answer;
    for (const acl of acls) await removeAcl(acl, ask);
    await removeTags([...acls, ...others], ask);
    return answer;
  },
};

/** Of an ACL that is not there, moto says that a route table is not. */
function withItsOwnError(answer: Answer): Answer {
  if (answer.status < 300) return answer;
  const text = answer.body.toString('utf8');
  const named = text.replace('InvalidRouteTableID.NotFound', 'InvalidNetworkAclID.NotFound');
  return withText(answer, named.replace('The routeTable ID', 'The networkAcl ID'));
}

type AskEc2 = (form: Record<string, string>) => Promise<string>;

function asking(call: Call, forward: Forward): AskEc2 {
  return async (form) => {
    const body = new URLSearchParams({ ...form, Version: '2016-11-15' }).toString();
    const answer = await forward(withText(call, body));
    return answer.status < 300 ? answer.body.toString('utf8') : '';
  };
}

/** The default network ACL of a VPC, and apart from it the default group and table. */
async function defaultsOf(vpc: string, ask: AskEc2): Promise<[acls: string[], others: string[]]> {
  const within = { 'Filter.1.Name': 'vpc-id', 'Filter.1.Value.1': vpc };
  const only = (name: string, value: string) => ({ 'Filter.2.Name': name, 'Filter.2.Value.1': value });
  const acls = await ask({ Action: 'DescribeNetworkAcls', ...within, ...only('default', 'true') });
  const groups = await ask({ Action: 'DescribeSecurityGroups', ...within, ...only('group-name', 'default') });
  const tables = await ask({ Action: 'DescribeRouteTables', ...within, ...only('association.main', 'true') });
  return [
    idsIn(acls, /\bacl-[0-9a-f]+/g),
    [...idsIn(groups, /\bsg-[0-9a-f]+/g), ...idsIn(tables, /\brtb-[0-9a-f]+/g)],
  ];
}

const idsIn = (text: string, shape: RegExp): string[] => [...new Set(text.match(shape) ?? [])];

/**
 * moto still associates it with subnets that are gone, and deletes none that is associated. It lets an association go before it
 * looks for the ACL that the subnet is to have instead.
 */
async function removeAcl(acl: string, ask: AskEc2): Promise<void> {
  const described = await ask({ Action: 'DescribeNetworkAcls', 'NetworkAclId.1': acl });
  for (const AssociationId of idsIn(described, /\baclassoc-[0-9a-f]+/g))
    await ask({ Action: 'ReplaceNetworkAclAssociation', AssociationId, NetworkAclId: 'acl-00000000' });
  await ask({ Action: 'DeleteNetworkAcl', NetworkAclId: acl });
}

async function removeTags(ids: string[], ask: AskEc2): Promise<void> {
  for (const id of ids) {
    const tags = { Action: 'DescribeTags', 'Filter.1.Name': 'resource-id', 'Filter.1.Value.1': id };
    const keys = [...(await ask(tags)).matchAll(/<key>([^<]*)</g)].map(([, key = '']) => key);
    const named = keys.map((key, at): [string, string] => [`Tag.${at + 1}.Key`, key]);
    const form = new Map([['Action', 'DeleteTags'], ['ResourceId.1', id], ...named]);
    await ask(Object.fromEntries(form));
  }
}
