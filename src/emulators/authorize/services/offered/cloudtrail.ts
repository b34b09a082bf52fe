import { serviceLinkedRole, tagging } from '../../in-callers-name';
import { type Input, structuresAt, textAt } from '../../input';
import { eachOf, namedBy, onlyFor } from '../../named-by';
import type { FurtherNeed, Operation, ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

const trailCalls = [
  'CreateTrail',
  'DeleteTrail',
  'GetTrail',
  'GetTrailStatus',
  'StartLogging',
  'StopLogging',
];

/** AWS CloudTrail: a trail is named by its name or ARN, an event data store by its ARN. */
export const auditTrail: ServiceRules = {
  prefix: 'cloudtrail',
  signedAs: ['cloudtrail'],
  protocol: 'json',
  named: eachOf(
    onlyFor([...trailCalls, 'UpdateTrail'], namedBy('trail', 'trail/{}', 'Name')),
    namedBy('trail', 'trail/{}', 'TrailName'),
    onlyFor(['CreateEventDataStore'], () => [{ type: 'eventdatastore', part: 'eventdatastore/*' }]),
  ),
  tags: ({ input }) => ({ ...tagsIn(input, 'TagsList'), ...tagsIn(input, 'Tags') }),
  tagsOf: async (arn, ask) => {
    const target = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.ListTags';
    const text = await ask('cloudtrail', { target, input: { ResourceIdList: [arn] } });
    const [listed] = text === '' ? [] : structuresAt(JSON.parse(text) as Input, 'ResourceTagList');
    return listed ? tagsIn(listed, 'TagsList') : {};
  },
  passedTo: () => 'cloudtrail.amazonaws.com',
  further: (operation) => [...tagsOnCreate(operation), ...ofOrganization(operation)],
};

/** docs.aws.amazon.com/awscloudtrail/latest/userguide/security_iam_id-based-policy-examples.html, "Creating and applying tags" */
function tagsOnCreate({ name, input }: Operation): FurtherNeed[] {
  const part = { CreateTrail: `trail/${textAt(input, 'Name')}`, CreateEventDataStore: 'eventdatastore/*' }[
    name
  ];
  const tags = { ...tagsIn(input, 'TagsList'), ...tagsIn(input, 'Tags') };
  return part === undefined ? [] : tagging('cloudtrail:AddTags', part, { tags });
}

/** docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-an-organizational-trail-prepare.html */
function ofOrganization({ name, input }: Operation): FurtherNeed[] {
  const isOrganizations = input['IsOrganizationTrail'] === true && /^(Create|Update)Trail$/.test(name);
  if (!isOrganizations) return [];
  const looks = ['organizations:DescribeOrganization', 'organizations:ListAWSServiceAccessForOrganization'];
  return [serviceLinkedRole('cloudtrail.amazonaws.com'), ...looks.map((action) => ({ action, part: '*' }))];
}
