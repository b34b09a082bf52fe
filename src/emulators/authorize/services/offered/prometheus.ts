import { seeing, serviceLinkedRole, tagging, usingKey } from '../../in-callers-name';
import { type Input, textAt, textsAt } from '../../input';
import { eachOf, namedBy } from '../../named-by';
import { type RestRoute, restReader } from '../../rest-route';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

const workspace = '/workspaces/{workspaceId}';
const namespace = `${workspace}/rulegroupsnamespaces/{namespace}`;
const alerts = `${workspace}/alertmanager/definition`;
const scraper = '/scrapers/{scraperId}';
const tags = '/tags/{resourceArn+}';

/** Method and path of an operation, as the API's page says them. */
const routes: RestRoute[] = [
  ['GET', '/workspaces', 'ListWorkspaces'],
  ['POST', '/workspaces', 'CreateWorkspace'],
  ['GET', workspace, 'DescribeWorkspace'],
  ['DELETE', workspace, 'DeleteWorkspace'],
  ['POST', `${workspace}/alias`, 'UpdateWorkspaceAlias'],
  ['GET', `${workspace}/configuration`, 'DescribeWorkspaceConfiguration'],
  ['PATCH', `${workspace}/configuration`, 'UpdateWorkspaceConfiguration'],
  ['GET', `${workspace}/policy`, 'DescribeResourcePolicy'],
  ['PUT', `${workspace}/policy`, 'PutResourcePolicy'],
  ['DELETE', `${workspace}/policy`, 'DeleteResourcePolicy'],
  ['GET', `${workspace}/logging`, 'DescribeLoggingConfiguration'],
  ['POST', `${workspace}/logging`, 'CreateLoggingConfiguration'],
  ['PUT', `${workspace}/logging`, 'UpdateLoggingConfiguration'],
  ['DELETE', `${workspace}/logging`, 'DeleteLoggingConfiguration'],
  ['GET', `${workspace}/logging/query`, 'DescribeQueryLoggingConfiguration'],
  ['POST', `${workspace}/logging/query`, 'CreateQueryLoggingConfiguration'],
  ['PUT', `${workspace}/logging/query`, 'UpdateQueryLoggingConfiguration'],
  ['DELETE', `${workspace}/logging/query`, 'DeleteQueryLoggingConfiguration'],
  ['GET', alerts, 'DescribeAlertManagerDefinition'],
  ['POST', alerts, 'CreateAlertManagerDefinition'],
  ['PUT', alerts, 'PutAlertManagerDefinition'],
  ['DELETE', alerts, 'DeleteAlertManagerDefinition'],
  ['GET', `${workspace}/rulegroupsnamespaces`, 'ListRuleGroupsNamespaces'],
  ['POST', `${workspace}/rulegroupsnamespaces`, 'CreateRuleGroupsNamespace'],
  ['GET', namespace, 'DescribeRuleGroupsNamespace'],
  ['PUT', namespace, 'PutRuleGroupsNamespace'],
  ['DELETE', namespace, 'DeleteRuleGroupsNamespace'],
  ['GET', '/scraperconfiguration', 'GetDefaultScraperConfiguration'],
  ['GET', '/scrapers', 'ListScrapers'],
  ['POST', '/scrapers', 'CreateScraper'],
  ['GET', scraper, 'DescribeScraper'],
  ['PUT', scraper, 'UpdateScraper'],
  ['DELETE', scraper, 'DeleteScraper'],
  ['GET', tags, 'ListTagsForResource'],
  ['POST', tags, 'TagResource'],
  ['DELETE', tags, 'UntagResource'],
];

/** Amazon Managed Service for Prometheus. */
export const managedPrometheus: ServiceRules = {
  prefix: 'aps',
  signedAs: ['aps'],
  protocol: 'rest-json',
  rest: restReader(routes),
  arn: ({ region, account }, part) =>
    part.startsWith('arn:') ? part : `arn:aws:aps:${region}:${account}:${part}`,
  named: eachOf(
    namedBy('workspace', 'workspace/{}', 'workspaceId'),
    namedBy('scraper', 'scraper/{}', 'scraperId'),
    namespaces,
    collected,
  ),
  tags: ({ input }) => tagsIn(input, 'tags'),
  tagsOf: async (arn, ask) => {
    const text = await ask('aps', { path: `/tags/${encodeURIComponent(arn)}` });
    return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'tags');
  },
  passedTo: () => 'aps.amazonaws.com',
  further: (operation) => [...tagsOnCreate(operation), ...logging(operation), ...ownRole(operation)],
};

function namespaces({ name, input }: Operation): NamedResource[] {
  const called =
    textAt(input, 'namespace') ?? (name === 'CreateRuleGroupsNamespace' ? textAt(input, 'name') : undefined);
  const part = `rulegroupsnamespace/${textAt(input, 'workspaceId')}/${called}`;
  return called === undefined ? [] : [{ type: 'rulegroupsnamespace', part }];
}

/** The cluster that a scraper reads. */
function collected({ name, input }: Operation): NamedResource[] {
  const [part] = name === 'CreateScraper' ? clustersIn(input) : [];
  return part === undefined ? [] : [{ type: 'cluster', part }];
}

function clustersIn(input: Input): string[] {
  const { source } = input as { source?: { eksConfiguration?: Input } };
  return source?.eksConfiguration ? textsAt(source.eksConfiguration, 'clusterArn') : [];
}

/** docs.aws.amazon.com/prometheus/latest/userguide/tags-on-create.html: also of what is being made. */
function tagsOnCreate(operation: Operation): FurtherNeed[] {
  const [within] = namespaces(operation);
  const part = { CreateWorkspace: 'workspace/*', CreateScraper: 'scraper/*' }[operation.name] ?? within?.part;
  const made = operation.name.startsWith('Create') ? part : undefined;
  return made === undefined
    ? []
    : tagging('aps:TagResource', made, { tags: tagsIn(operation.input, 'tags') });
}

/** docs.aws.amazon.com/prometheus/latest/userguide/CW-logs.html */
function logging({ name }: Operation): FurtherNeed[] {
  return /^(Create|Update)(Query)?LoggingConfiguration$/.test(name)
    ? seeing(
        'logs:CreateLogDelivery',
        'logs:DescribeLogGroups',
        'logs:DescribeResourcePolicies',
        'logs:PutResourcePolicy',
      )
    : [];
}

/** docs.aws.amazon.com/prometheus/latest/userguide/using-service-linked-roles.html, and encryption-at-rest-Amazon-Service-Prometheus.html */
function ownRole({ name, input }: Operation): FurtherNeed[] {
  if (name === 'CreateScraper') return [serviceLinkedRole('scraper.aps.amazonaws.com')];
  if (name !== 'CreateWorkspace') return [];
  const actions = ['kms:DescribeKey', 'kms:CreateGrant', 'kms:GenerateDataKey', 'kms:Decrypt'];
  return textsAt(input, 'kmsKeyArn').flatMap((key) => usingKey('aps', key, { actions }));
}
