import { allTexts, type Input, structuresAt, textAt } from '../input';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../service-rules';
import type { KnownAction } from '../known-actions';
import { tagsIn, tagsInXml } from '../tags';
import type { Ask } from '../ask';

/** EC2's ids say by their prefix what they are. */
const typesByPrefix: Record<string, string> = {
  acl: 'network-acl',
  ami: 'image',
  cgw: 'customer-gateway',
  dopt: 'dhcp-options',
  eigw: 'egress-only-internet-gateway',
  eipalloc: 'elastic-ip',
  eni: 'network-interface',
  fl: 'vpc-flow-log',
  i: 'instance',
  igw: 'internet-gateway',
  key: 'key-pair',
  lt: 'launch-template',
  nat: 'natgateway',
  pcx: 'vpc-peering-connection',
  pl: 'prefix-list',
  rtb: 'route-table',
  sg: 'security-group',
  sgr: 'security-group-rule',
  snap: 'snapshot',
  subnet: 'subnet',
  vol: 'volume',
  vpc: 'vpc',
  vpce: 'vpc-endpoint',
};

const ofRequest = 'aws:RequestTag/${TagKey}';
const ofResource = 'aws:ResourceTag/${TagKey}';

/** The source of a security group's rule is only its content. */
const about: Record<string, string[]> = {
  AuthorizeSecurityGroupEgress: ['GroupId'],
  AuthorizeSecurityGroupIngress: ['GroupId'],
  RevokeSecurityGroupEgress: ['GroupId'],
  RevokeSecurityGroupIngress: ['GroupId'],
};

/** Parameters whose values are a person's words. */
const freeText = /^(Tag|TagSpecification|ClientToken|UserData|.*Description|.*Name)$/;

/** Amazon EC2 and VPC. */
export const ec2: ServiceRules = {
  prefix: 'ec2',
  signedAs: ['ec2'],
  protocol: 'ec2',
  about,
  named: ({ input }) => allTexts(withoutWords(input)).flatMap(resourceOfId),
  makes,
  tags: ({ name, input }, type) =>
    /^(Create|Delete)Tags$/.test(name) ? tagsIn(input, 'Tag') : tagsIn(specification(input, type), 'Tag'),
  context: { 'ec2:createaction': () => [] },
  further: tagsOnCreate,
  completed,
  tagsOf: async (arn, ask) => {
    const id = arn.split('/').at(-1) ?? '';
    const form = { Action: 'DescribeTags', 'Filter.1.Name': 'resource-id', 'Filter.1.Value.1': id };
    return tagsInXml(await ask('ec2', { form }));
  },
};

/** How an association names what it joins, and where EC2 lists it. */
const associations: [id: RegExp, action: string, filter: string][] = [
  [/^eipassoc-/, 'DescribeAddresses', 'association-id'],
  [/^rtbassoc-/, 'DescribeRouteTables', 'association.route-table-association-id'],
];

async function completed(operation: Operation, ask: Ask): Promise<Operation> {
  const id = textAt(operation.input, 'AssociationId') ?? '';
  const [, Action, filter = ''] = associations.find(([shape]) => shape.test(id)) ?? [];
  if (Action === undefined) return operation;
  const listed = await ask('ec2', { form: { Action, 'Filter.1.Name': filter, 'Filter.1.Value.1': id } });
  const joined = [...listed.matchAll(/\b(?:eipalloc|eni|rtb|subnet)-[0-9a-f]+/g)].map(([found]) => found);
  return { ...operation, input: { ...operation.input, joined: [...new Set(joined)] } };
}

/**
 * What a call may tag, and what has no tags yet, is what it makes. The rules of a security group are asked about only where the
 * call tags them (the reference says so at AuthorizeSecurityGroupIngress).
 */
function makes({ input }: Operation, { resources }: KnownAction): NamedResource[] {
  const tagged = specifications(input).map((one) => textAt(one, 'ResourceType'));
  return resources
    .filter(({ conditionKeys }) => conditionKeys.includes(ofRequest) && !conditionKeys.includes(ofResource))
    .filter(({ name, required }) => required || tagged.includes(name))
    .map(({ name: type, anyPart: part }) => ({ type, part }));
}

/** An environment may be called vpc-1, and its tags, names and descriptions then read like an id. */
function withoutWords(input: Input): Input {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !freeText.test(name)));
}

function resourceOfId(id: string): NamedResource[] {
  const [, prefix = ''] = /^([a-z]+)-[0-9a-f]+$/.exec(id) ?? [];
  const type = Object.hasOwn(typesByPrefix, prefix) ? typesByPrefix[prefix] : undefined;
  return type === undefined ? [] : [{ type, part: `${type}/${id}` }];
}

function specification(input: Input, type: string): Input {
  return specifications(input).find((one) => textAt(one, 'ResourceType') === type) ?? {};
}

function specifications(input: Input): Input[] {
  return structuresAt(input, 'TagSpecification');
}

/**
 * Tags that are given on creation are a right of their own
 * (docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html).
 */
function tagsOnCreate({ name, input }: Operation): FurtherNeed[] {
  return specifications(input).flatMap((one) => {
    const tags = tagsIn(one, 'Tag');
    if (Object.keys(tags).length === 0) return [];
    const part = `${textAt(one, 'ResourceType')}/*`;
    return [{ action: 'ec2:CreateTags', part, tags, context: { 'ec2:createaction': [name] } }];
  });
}
