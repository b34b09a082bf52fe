import type { Ask } from '../ask';
import { seeing, tagging, usingKey } from '../in-callers-name';
import { type Input, structuresAt, textAt, textsAt } from '../input';
import { eachOf, namedBy } from '../named-by';
import { type RestRoute, restReader } from '../rest-route';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

const one = '/2015-03-31/functions/{FunctionName}';
const mapping = '/2015-03-31/event-source-mappings';
const concurrency = '/2019-09-30/functions/{FunctionName}/provisioned-concurrency';
const invocation = '/2019-09-25/functions/{FunctionName}/event-invoke-config';
const url = '/2021-10-31/functions/{FunctionName}/url';

/** Method and path of an operation, as the API's page says them. */
const routes: RestRoute[] = [
  ['POST', '/2015-03-31/functions', 'CreateFunction'],
  ['GET', one, 'GetFunction'],
  ['DELETE', one, 'DeleteFunction'],
  ['PUT', `${one}/code`, 'UpdateFunctionCode'],
  ['GET', `${one}/configuration`, 'GetFunctionConfiguration'],
  ['PUT', `${one}/configuration`, 'UpdateFunctionConfiguration'],
  ['POST', `${one}/invocations`, 'InvokeFunction'],
  ['GET', `${one}/policy`, 'GetPolicy'],
  ['POST', `${one}/policy`, 'AddPermission'],
  ['DELETE', `${one}/policy/{StatementId}`, 'RemovePermission'],
  ['GET', `${one}/versions`, 'ListVersionsByFunction'],
  ['POST', `${one}/versions`, 'PublishVersion'],
  ['GET', `${one}/aliases`, 'ListAliases'],
  ['POST', `${one}/aliases`, 'CreateAlias'],
  ['GET', `${one}/aliases/{Name}`, 'GetAlias'],
  ['PUT', `${one}/aliases/{Name}`, 'UpdateAlias'],
  ['DELETE', `${one}/aliases/{Name}`, 'DeleteAlias'],
  ['GET', '/2019-09-30/functions/{FunctionName}/concurrency', 'GetFunctionConcurrency'],
  ['PUT', '/2017-10-31/functions/{FunctionName}/concurrency', 'PutFunctionConcurrency'],
  ['DELETE', '/2017-10-31/functions/{FunctionName}/concurrency', 'DeleteFunctionConcurrency'],
  ['GET', concurrency, 'GetProvisionedConcurrencyConfig'],
  ['PUT', concurrency, 'PutProvisionedConcurrencyConfig'],
  ['DELETE', concurrency, 'DeleteProvisionedConcurrencyConfig'],
  ['GET', invocation, 'GetFunctionEventInvokeConfig'],
  ['PUT', invocation, 'PutFunctionEventInvokeConfig'],
  ['POST', invocation, 'UpdateFunctionEventInvokeConfig'],
  ['DELETE', invocation, 'DeleteFunctionEventInvokeConfig'],
  ['GET', url, 'GetFunctionUrlConfig'],
  ['POST', url, 'CreateFunctionUrlConfig'],
  ['PUT', url, 'UpdateFunctionUrlConfig'],
  ['DELETE', url, 'DeleteFunctionUrlConfig'],
  ['GET', '/2020-06-30/functions/{FunctionName}/code-signing-config', 'GetFunctionCodeSigningConfig'],
  ['GET', mapping, 'ListEventSourceMappings'],
  ['POST', mapping, 'CreateEventSourceMapping'],
  ['GET', `${mapping}/{UUID}`, 'GetEventSourceMapping'],
  ['PUT', `${mapping}/{UUID}`, 'UpdateEventSourceMapping'],
  ['DELETE', `${mapping}/{UUID}`, 'DeleteEventSourceMapping'],
  ['GET', '/2017-03-31/tags/{Resource+}', 'ListTags'],
  ['POST', '/2017-03-31/tags/{Resource+}', 'TagResource'],
  ['DELETE', '/2017-03-31/tags/{Resource+}', 'UntagResource'],
];

/** AWS Lambda. */
export const lambda: ServiceRules = {
  prefix: 'lambda',
  signedAs: ['lambda'],
  protocol: 'rest-json',
  rest: restReader(routes),
  named: eachOf(
    namedBy('function', 'function:{}', 'FunctionName'),
    namedBy('eventSourceMapping', 'event-source-mapping:{}', 'UUID'),
    qualified,
  ),
  tags: ({ input }) => tagsIn(input, 'Tags'),
  tagsOf: listedTags,
  context: {
    'lambda:principal': ({ input }) => [textAt(input, 'Principal') ?? ''],
    'lambda:functionurlauthtype': ({ input }) => textsAt(input, 'AuthType'),
    'lambda:functionarn': ({ input }) =>
      textsAt(input, 'FunctionName').filter((name) => name.startsWith('arn:')),
  },
  passedTo: () => 'lambda.amazonaws.com',
  further: (operation) => [
    ...tagsOnCreate(operation),
    ...network(operation),
    ...keyOf(operation),
    ...codeOf(operation),
  ],
};

/** What is provisioned is an alias or a version. */
function qualified({ input }: Operation): NamedResource[] {
  const [name, qualifier] = [textAt(input, 'FunctionName'), textAt(input, 'Qualifier')];
  if (name === undefined || qualifier === undefined) return [];
  const type = /^\d+$/.test(qualifier) ? 'function version' : 'function alias';
  return [{ type, part: `function:${name.replace(/^arn:.*:function:/, '')}:${qualifier}` }];
}

async function listedTags(arn: string, ask: Ask): Promise<Record<string, string>> {
  const text = await ask('lambda', { path: `/2017-03-31/tags/${encodeURIComponent(arn)}` });
  return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'Tags');
}

/** docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html, "Permissions required for working with tags" */
function tagsOnCreate({ name, input }: Operation): FurtherNeed[] {
  const part = {
    CreateFunction: `function:${textAt(input, 'FunctionName')}`,
    CreateEventSourceMapping: 'event-source-mapping:*',
  }[name];
  return part === undefined ? [] : tagging('lambda:TagResource', part, { tags: tagsIn(input, 'Tags') });
}

/** docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html: whoever attaches a function to a network must see that. */
function network({ name, input }: Operation): FurtherNeed[] {
  const writes = name === 'CreateFunction' || name === 'UpdateFunctionConfiguration';
  const hasSubnets = structuresAt(input, 'VpcConfig').some(
    (config) => textAt(config, 'SubnetIds') !== undefined,
  );
  return writes && hasSubnets
    ? seeing('ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs')
    : [];
}

/** docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html */
function keyOf({ name, input }: Operation): FurtherNeed[] {
  if (name !== 'CreateFunction' && name !== 'UpdateFunctionConfiguration') return [];
  const actions = ['kms:CreateGrant', 'kms:DescribeKey', 'kms:Encrypt', 'kms:Decrypt'];
  return textsAt(input, 'KMSKeyArn').flatMap((key) => usingKey('lambda', key, { actions }));
}

/** Lambda reads the code in its caller's name (docs.aws.amazon.com/lambda/latest/api/API_FunctionCode.html). */
function codeOf({ name, input }: Operation): FurtherNeed[] {
  const code = name === 'CreateFunction' ? structuresAt(input, 'Code')[0] : input;
  if (name !== 'CreateFunction' && name !== 'UpdateFunctionCode') return [];
  const [bucket, key] = code ? [textAt(code, 'S3Bucket'), textAt(code, 'S3Key')] : [];
  return bucket === undefined ? [] : [{ action: 's3:GetObject', part: `arn:aws:s3:::${bucket}/${key}` }];
}
