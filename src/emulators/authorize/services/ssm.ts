import type { Ask } from '../ask';
import { tagging } from '../in-callers-name';
import { type Input, textAt, textsAt } from '../input';
import type { NamedResource, Operation, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

/** The parameters of AWS Systems Manager. */
export const ssm: ServiceRules = {
  prefix: 'ssm',
  signedAs: ['ssm'],
  protocol: 'json',
  named: parameters,
  tags: ({ input }) => tagsIn(input, 'Tags'),
  // "ssm:AddTagsToResource" to create a parameter with tags: the user guide, sysman-paramstore-access.html.
  further: (operation) =>
    operation.name === 'PutParameter'
      ? parameters(operation).flatMap(({ part }) =>
          tagging('ssm:AddTagsToResource', part, { tags: tagsIn(operation.input, 'Tags') }),
        )
      : [],
  // An ARN does not say whether its name begins with a slash.
  tagsOf: async (arn, ask) => {
    const name = arn.replace(/^.*:parameter\//, '');
    const tags = await tagsNamed(`/${name}`, ask);
    return Object.keys(tags).length > 0 ? tags : tagsNamed(name, ask);
  },
};

/** A parameter's ARN has one slash before its name, whether or not the name begins with one. */
function parameters({ input }: Operation): NamedResource[] {
  const tagged = textAt(input, 'ResourceType') === 'Parameter' ? textsAt(input, 'ResourceId') : [];
  const names = ['Name', 'Names'].flatMap((field) => textsAt(input, field));
  return [...names, ...tagged]
    .filter((name) => !name.startsWith('arn:'))
    .map((name) => ({ type: 'parameter', part: `parameter/${name.replace(/^\//, '')}` }));
}

async function tagsNamed(ResourceId: string, ask: Ask): Promise<Record<string, string>> {
  const input = { ResourceType: 'Parameter', ResourceId };
  const text = await ask('ssm', { target: 'AmazonSSM.ListTagsForResource', input });
  return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'TagList');
}
