import type { Ask } from '../../ask';
import { type Input, textsAt } from '../../input';
import type { NamedResource, Operation, ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

/** Ids say by their beginning what they are of; the ARN also has that of the organization, and of a policy its kind. */
const kinds: [id: RegExp, type: string, part: string][] = [
  [/^\d{12}$/, 'account', 'account/o-*/{}'],
  [/^r-[0-9a-z]+$/, 'root', 'root/o-*/{}'],
  [/^ou-[0-9a-z-]+$/, 'organizationalunit', 'ou/o-*/{}'],
  [/^p-[0-9a-zA-Z_]+$/, 'policy', 'policy/o-*/*/{}'],
];
const parameters = [
  'AccountId',
  'ChildId',
  'DestinationParentId',
  'OrganizationalUnitId',
  'ParentId',
  'PolicyId',
  'ResourceId',
  'RootId',
  'SourceParentId',
  'TargetId',
];
const target = 'AWSOrganizationsV20161128';

/** AWS Organizations, whose ARNs name no region. */
export const organizationsRules: ServiceRules = {
  prefix: 'organizations',
  signedAs: ['organizations'],
  protocol: 'json',
  arn: ({ account }, part) => `arn:aws:organizations::${account}:${part}`,
  named,
  tags: ({ input }) => tagsIn(input, 'Tags'),
  tagsOf,
  context: {
    'organizations:policytype': ({ input }) => [...textsAt(input, 'PolicyType'), ...textsAt(input, 'Type')],
    'organizations:serviceprincipal': ({ input }) => textsAt(input, 'ServicePrincipal'),
  },
};

function named({ name, input }: Operation): NamedResource[] {
  const ids = parameters.flatMap((parameter) => textsAt(input, parameter));
  const found = ids.flatMap((id) => resourceOf(id));
  const isNew = name === 'CreatePolicy' || name === 'PutResourcePolicy';
  const made = { CreatePolicy: 'policy/o-*/*', PutResourcePolicy: 'resourcepolicy/o-*' }[name] ?? '';
  const type = name === 'CreatePolicy' ? 'policy' : 'resourcepolicy';
  return isNew ? [...found, { type, part: `${made}/*` }] : found;
}

function resourceOf(id: string): NamedResource[] {
  const [, type, part] = kinds.find(([shape]) => shape.test(id)) ?? [];
  return type === undefined || part === undefined ? [] : [{ type, part: part.replace('{}', id) }];
}

async function tagsOf(arn: string, ask: Ask): Promise<Record<string, string>> {
  const ResourceId = arn.split('/').at(-1) ?? '';
  const text = await ask('organizations', { target: `${target}.ListTagsForResource`, input: { ResourceId } });
  return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'Tags');
}
