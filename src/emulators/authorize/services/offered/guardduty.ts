import { serviceLinkedRole, tagging } from '../../in-callers-name';
import { type Input, textAt } from '../../input';
import { eachOf, namedBy } from '../../named-by';
import { type RestRoute, restReader } from '../../rest-route';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

const detector = '/detector/{DetectorId}';
const plan = '/malware-protection-plan/{PlanId}';
const tags = '/tags/{ResourceArn+}';

/** What a detector has, by its folder and the type in its ARN; the names of its operations begin with a verb. */
const kept: [folder: string, parameter: string, type: string, plural: string, noun: string][] = [
  ['filter', 'FilterName', 'filter', 'Filters', 'Filter'],
  ['ipset', 'IpSetId', 'ipset', 'IPSets', 'IPSet'],
  ['threatintelset', 'ThreatIntelSetId', 'threatintelset', 'ThreatIntelSets', 'ThreatIntelSet'],
  [
    'publishingDestination',
    'DestinationId',
    'publishingDestination',
    'PublishingDestinations',
    'PublishingDestination',
  ],
];

/** Method and path of an operation, as the API's page says them. */
const routes: RestRoute[] = [
  ['GET', '/detector', 'ListDetectors'],
  ['POST', '/detector', 'CreateDetector'],
  ['GET', detector, 'GetDetector'],
  ['POST', detector, 'UpdateDetector'],
  ['DELETE', detector, 'DeleteDetector'],
  ...kept.flatMap(([folder, parameter, , plural, noun]): RestRoute[] => [
    ['GET', `${detector}/${folder}`, `List${plural}`],
    ['POST', `${detector}/${folder}`, `Create${noun}`],
    [
      'GET',
      `${detector}/${folder}/{${parameter}}`,
      `${noun === 'PublishingDestination' ? 'Describe' : 'Get'}${noun}`,
    ],
    ['POST', `${detector}/${folder}/{${parameter}}`, `Update${noun}`],
    ['DELETE', `${detector}/${folder}/{${parameter}}`, `Delete${noun}`],
  ]),
  ['GET', `${detector}/admin`, 'DescribeOrganizationConfiguration'],
  ['POST', `${detector}/admin`, 'UpdateOrganizationConfiguration'],
  ['POST', `${detector}/member`, 'CreateMembers'],
  ['POST', `${detector}/member/get`, 'GetMembers'],
  ['POST', `${detector}/member/delete`, 'DeleteMembers'],
  ['POST', `${detector}/member/disassociate`, 'DisassociateMembers'],
  ['POST', `${detector}/member/detector/get`, 'GetMemberDetectors'],
  ['POST', `${detector}/member/detector/update`, 'UpdateMemberDetectors'],
  ['GET', '/admin', 'ListOrganizationAdminAccounts'],
  ['POST', '/admin/enable', 'EnableOrganizationAdminAccount'],
  ['POST', '/admin/disable', 'DisableOrganizationAdminAccount'],
  ['GET', '/malware-protection-plan', 'ListMalwareProtectionPlans'],
  ['POST', '/malware-protection-plan', 'CreateMalwareProtectionPlan'],
  ['GET', plan, 'GetMalwareProtectionPlan'],
  ['PATCH', plan, 'UpdateMalwareProtectionPlan'],
  ['DELETE', plan, 'DeleteMalwareProtectionPlan'],
  ['GET', tags, 'ListTagsForResource'],
  ['POST', tags, 'TagResource'],
  ['DELETE', tags, 'UntagResource'],
];

/** Amazon GuardDuty: what a detector has is below it in ARNs, too. */
export const guardDuty: ServiceRules = {
  prefix: 'guardduty',
  signedAs: ['guardduty'],
  protocol: 'rest-json',
  rest: restReader(routes),
  named: eachOf(
    namedBy('detector', 'detector/{}', 'DetectorId'),
    namedBy('malwareprotectionplan', 'malware-protection-plan/{}', 'PlanId'),
    below,
  ),
  tags: ({ input }) => tagsIn(input, 'tags'),
  tagsOf: async (arn, ask) => {
    const path = `/${arn.split(':').slice(5).join(':').replace('publishingdestination', 'publishingDestination')}`;
    const text = await ask('guardduty', { path });
    return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'tags');
  },
  passedTo: () => 'malware-protection-plan.guardduty.amazonaws.com',
  further: (operation) => [...tagsOnCreate(operation), ...ownRole(operation)],
};

/** One that is made has its name, or no id yet. */
function below({ name, input }: Operation): NamedResource[] {
  return kept.flatMap(([folder, parameter, type, , noun]) => {
    const given = textAt(input, parameter) ?? (name === 'CreateFilter' ? textAt(input, 'name') : '*');
    const isAbout = name.endsWith(noun) || textAt(input, parameter) !== undefined;
    return isAbout
      ? [{ type, part: `detector/${textAt(input, 'DetectorId')}/${folder.toLowerCase()}/${given}` }]
      : [];
  });
}

/** docs.aws.amazon.com/guardduty/latest/ug/guardduty_managing_access.html: tags are a right of their own, also of what is being made. */
function tagsOnCreate(operation: Operation): FurtherNeed[] {
  const given = tagsIn(operation.input, 'tags');
  if (!operation.name.startsWith('Create')) return [];
  const [within] = below(operation);
  const part = { CreateDetector: 'detector/*', CreateMalwareProtectionPlan: 'malware-protection-plan/*' }[
    operation.name
  ];
  return tagging('guardduty:TagResource', part ?? within?.part ?? 'detector/*', { tags: given });
}

/** docs.aws.amazon.com/guardduty/latest/ug/slr-permissions.html */
function ownRole({ name }: Operation): FurtherNeed[] {
  return name === 'CreateDetector' ? [serviceLinkedRole('guardduty.amazonaws.com')] : [];
}
