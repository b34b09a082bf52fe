import { tagging } from '../../in-callers-name';
import { type Input, structuresAt, textsAt } from '../../input';
import { type RestRoute, restReader } from '../../rest-route';
import type { FurtherNeed, Operation, ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

/** Each operation is at its own name in lower case; only what is deleted has another verb. */
const operations = [
  'AcceptResourceShareInvitation',
  'AssociateResourceShare',
  'AssociateResourceSharePermission',
  'CreateResourceShare',
  'DisassociateResourceShare',
  'DisassociateResourceSharePermission',
  'EnableSharingWithAwsOrganization',
  'GetPermission',
  'GetResourcePolicies',
  'GetResourceShareAssociations',
  'GetResourceShareInvitations',
  'GetResourceShares',
  'ListPermissions',
  'ListPrincipals',
  'ListResources',
  'ListResourceSharePermissions',
  'TagResource',
  'UntagResource',
  'UpdateResourceShare',
];
const routes: RestRoute[] = [
  ...operations.map((name): RestRoute => ['POST', `/${name.toLowerCase()}`, name]),
  ['DELETE', '/deleteresourceshare', 'DeleteResourceShare'],
];

const shares = (input: Input) =>
  textsAt(input, 'resourceShareArn').map((arn) => arn.split(':').slice(5).join(':'));

/** AWS Resource Access Manager: a share is named by its ARN. */
export const resourceAccess: ServiceRules = {
  prefix: 'ram',
  signedAs: ['ram'],
  protocol: 'rest-json',
  rest: restReader(routes),
  // What is shared, and the permissions of AWS's own that a share has, are in the call only.
  about: { AssociateResourceSharePermission: ['resourceShareArn', 'permissionArn'] },
  named: ({ input }) => shares(input).map((part) => ({ type: 'resource-share', part })),
  tags: ({ input }) => tagsIn(input, 'tags'),
  tagsOf: async (arn, ask) => {
    const input = { resourceOwner: 'SELF', resourceShareArns: [arn] };
    const text = await ask('ram', { path: '/getresourceshares', input });
    const [share] = text === '' ? [] : structuresAt(JSON.parse(text) as Input, 'resourceShares');
    return share ? tagsIn(share, 'tags') : {};
  },
  further: tagsOnCreate,
};

/** docs.aws.amazon.com/ram/latest/userguide/iam-policies.html: tags are a right of their own, also of what is being made. */
function tagsOnCreate({ name, input }: Operation): FurtherNeed[] {
  return name === 'CreateResourceShare'
    ? tagging('ram:TagResource', 'resource-share/*', { tags: tagsIn(input, 'tags') })
    : [];
}
