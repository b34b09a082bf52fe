import { textAt } from '../input';
import { tagging } from '../in-callers-name';
import type { NamedResource, Operation, ServiceRules } from '../service-rules';
import { tagsIn, tagsInJson } from '../tags';

/** AWS KMS. */
export const kms: ServiceRules = {
  prefix: 'kms',
  signedAs: ['kms'],
  protocol: 'json',
  named: (operation) => [...aliases(operation), ...keys(operation)],
  tags: ({ input }) => tagsIn(input, 'Tags'),
  // Called by a service, it sees that service; called directly, none.
  context: { 'kms:viaservice': () => [] },
  // "Required permissions: kms:CreateKey; to use the Tags parameter, kms:TagResource": the API's page of CreateKey.
  further: ({ name, input }) =>
    name === 'CreateKey' ? tagging('kms:TagResource', 'key/*', { tags: tagsIn(input, 'Tags') }) : [],
  tagsOf: async (arn, ask) => {
    const input = { KeyId: arn };
    return tagsInJson(await ask('kms', { target: 'TrentService.ListResourceTags', input }));
  },
};

function aliases({ input }: Operation): NamedResource[] {
  const alias = textAt(input, 'AliasName');
  return alias === undefined ? [] : [{ type: 'alias', part: alias }];
}

function keys({ input }: Operation): NamedResource[] {
  const key = textAt(input, 'KeyId', 'TargetKeyId');
  if (key === undefined || key.startsWith('arn:')) return [];
  return key.startsWith('alias/') ? [{ type: 'alias', part: key }] : [{ type: 'key', part: `key/${key}` }];
}
