import type { Ask } from '../../ask';
import { seeing, tagging } from '../../in-callers-name';
import { type Input, structuresAt, textAt } from '../../input';
import { eachOf, namedBy, onlyFor } from '../../named-by';
import type { FurtherNeed, Operation, ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

const target = 'Route53AutoNaming_v20170314';
const namespaceCalls = [
  'DeleteNamespace',
  'GetNamespace',
  'UpdateHttpNamespace',
  'UpdatePrivateDnsNamespace',
  'UpdatePublicDnsNamespace',
];
const serviceCalls = ['DeleteService', 'GetService', 'UpdateService'];

/** AWS Cloud Map: what is being done is judged by what it is done to. */
export const serviceDiscovery: ServiceRules = {
  prefix: 'servicediscovery',
  signedAs: ['servicediscovery'],
  protocol: 'json',
  named: eachOf(
    namedBy('namespace', 'namespace/{}', 'NamespaceId', 'found'),
    namedBy('service', 'service/{}', 'ServiceId'),
    onlyFor(namespaceCalls, namedBy('namespace', 'namespace/{}', 'Id')),
    onlyFor(serviceCalls, namedBy('service', 'service/{}', 'Id')),
    onlyFor(['CreateService'], () => [{ type: 'service', part: 'service/*' }]),
  ),
  completed: async (operation, ask) => ({
    ...operation,
    input: { ...operation.input, ...(await namespaceOf(operation, ask)) },
  }),
  tags: ({ input }) => tagsIn(input, 'Tags'),
  tagsOf: async (ResourceARN, ask) => {
    const text = await ask('servicediscovery', {
      target: `${target}.ListTagsForResource`,
      input: { ResourceARN },
    });
    return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'Tags');
  },
  further: (operation) => [...tagsOnCreate(operation), ...zones(operation)],
};

/** The namespace that an operation is about. */
async function namespaceOf({ name, input }: Operation, ask: Ask): Promise<Input> {
  if (name !== 'GetOperation') return {};
  const asked = { OperationId: textAt(input, 'OperationId') };
  const text = await ask('servicediscovery', { target: `${target}.GetOperation`, input: asked });
  const [operation] = text === '' ? [] : structuresAt(JSON.parse(text) as Input, 'Operation');
  const [targets] = operation ? structuresAt(operation, 'Targets') : [];
  return { found: (targets && textAt(targets, 'NAMESPACE')) ?? '*' };
}

/** docs.aws.amazon.com/cloud-map/latest/dg/using-tags.html: tags are a right of their own, also of what is being made. */
function tagsOnCreate({ name, input }: Operation): FurtherNeed[] {
  return name.startsWith('Create')
    ? tagging('servicediscovery:TagResource', '*', { tags: tagsIn(input, 'Tags') })
    : [];
}

/** docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html: it makes a zone in its caller's name. */
function zones({ name }: Operation): FurtherNeed[] {
  if (name === 'DeleteNamespace') return [{ action: 'route53:DeleteHostedZone', part: 'hostedzone/*' }];
  if (!/^Create(Private|Public)DnsNamespace$/.test(name)) return [];
  const isPrivate = name === 'CreatePrivateDnsNamespace';
  return seeing('route53:CreateHostedZone', ...(isPrivate ? ['ec2:DescribeVpcs'] : []));
}
