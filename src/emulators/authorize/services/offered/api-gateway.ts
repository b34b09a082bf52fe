import type { Ask } from '../../ask';
import type { Call } from '../../../front/call';
import { seeing, serviceLinkedRole } from '../../in-callers-name';
import { allTexts, type Input, textAt } from '../../input';
import { bodyInput } from '../../rest-route';
import type { FurtherNeed, Operation, ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

/** Amazon API Gateway, both versions: its actions are the verbs of HTTP on the paths of its API, and its ARNs name no account. */
export const apiVerbs: ServiceRules = {
  prefix: 'apigateway',
  signedAs: ['apigateway'],
  protocol: 'rest-json',
  rest: readCall,
  arn: ({ region }, part) => `arn:aws:apigateway:${region}::${part}`,
  named: () => [],
  // A resource is the path itself, whose type the reference does not always list for the verb.
  actions: () => [],
  tags: ({ input }) => tagsIn(input, 'tags'),
  tagsOf,
  further: (operation) => [
    ...verbs(operation),
    ...tagsOnCreate(operation),
    ...whatIsTagged(operation),
    ...rolesGiven(operation),
    ...logs(operation),
    ...ownRole(operation),
  ],
};

/** The path stands among the parameters, without the version of the API. */
function readCall(call: Call): Operation {
  const { pathname } = new URL(call.path, 'http://apigateway');
  return {
    name: call.method,
    input: { ...bodyInput(call), path: pathname.replace(/^\/v2(?=\/)/, '').replace(/\/$/, '') },
  };
}

const pathIn = ({ input }: Operation) => textAt(input, 'path') ?? '';

/** A policy of an API, and certificates that it trusts, are rights of their own (list_amazonapigatewaymanagement.html). */
function verbs(operation: Operation): FurtherNeed[] {
  const { name, input } = operation;
  const part = pathIn(operation);
  const isPolicy =
    name !== 'GET' &&
    /^\/restapis(\/[^/]+)?$/.test(part) &&
    (input['policy'] !== undefined || allTexts(input['patchOperations']).includes('/policy'));
  const trusts = name !== 'GET' && part.startsWith('/domainnames') && 'mutualTlsAuthentication' in input;
  return [
    { action: `apigateway:${name}`, part, tags: tagsIn(input, 'tags'), keys: inherited(part) },
    ...(isPolicy ? [{ action: 'apigateway:UpdateRestApiPolicy', part }] : []),
    ...(trusts ? [{ action: 'apigateway:AddCertificateToDomain', part }] : []),
  ];
}

/** The reference does not list each path for each verb, such as the making of a resource below another. */
function inherited(part: string): string[] {
  return /^\/(account|tags)\b/.test(part) ? [] : ['aws:ResourceTag/${TagKey}'];
}

/** Tags of what is made are put under its own path in `/tags` (mattclay/aws-terminator#284). */
function tagsOnCreate(operation: Operation): FurtherNeed[] {
  const tags = tagsIn(operation.input, 'tags');
  if (operation.name !== 'POST' || Object.keys(tags).length === 0) return [];
  return [{ action: 'apigateway:PUT', part: `/tags/*${encodeURIComponent(`${pathIn(operation)}/`)}*`, tags }];
}

/** Whoever tags a resource must be allowed to change it (iann0036/iam-dataset#39, tried on AWS). */
function whatIsTagged({ name, input }: Operation): FurtherNeed[] {
  const [, arn = ''] = /^\/tags\/(.+)$/.exec(textAt(input, 'path') ?? '') ?? [];
  const part = decodeURIComponent(arn).split('::')[1];
  const isRead = name === 'GET' || part === undefined;
  return isRead ? [] : [{ action: 'apigateway:PATCH', part, keys: inherited(part) }];
}

/** A role is named by credentials, in OpenAPI and in patches, too. */
function rolesGiven({ name, input }: Operation): FurtherNeed[] {
  const texts = name === 'GET' ? [] : allTexts(input);
  const roles = texts.filter((text) => /^arn:aws:iam::\d+:role\/\S+$/.test(text));
  const context = { 'iam:passedtoservice': ['apigateway.amazonaws.com'] };
  return [...new Set(roles)].map((part) => ({ action: 'iam:PassRole', part, context }));
}

/** docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html */
function logs(operation: Operation): FurtherNeed[] {
  const isStage = /^\/apis\/[^/]+\/stages/.test(pathIn(operation)) && operation.name !== 'GET';
  return isStage && operation.input['accessLogSettings'] !== undefined
    ? seeing(
        'logs:CreateLogDelivery',
        'logs:DescribeResourcePolicies',
        'logs:GetLogDelivery',
        'logs:ListLogDeliveries',
        'logs:PutResourcePolicy',
        'logs:UpdateLogDelivery',
      )
    : [];
}

/** docs.aws.amazon.com/apigateway/latest/developerguide/using-service-linked-roles.html */
function ownRole(operation: Operation): FurtherNeed[] {
  const makes =
    operation.name === 'POST' && /^\/(apis|restapis|domainnames|vpclinks)$/.test(pathIn(operation));
  return makes ? [serviceLinkedRole('ops.apigateway.amazonaws.com')] : [];
}

/**
 * What has tags of its own, by its path, and where the API reads it. What is below has them too, but for what is below an API of
 * the second version, of which AWS does not say it (apigateway-tagging-supported-resources.html).
 */
const tagged: [path: RegExp, api: string][] = [
  [/^\/(?:restapis|apikeys|usageplans|clientcertificates)\/[^/]+/, ''],
  [/^\/(?:apis|vpclinks)\/[^/]+$/, '/v2'],
  [/^\/(?:domainnames|vpclinks)\/[^/]+/, ''],
  [/^\/restapis\/[^/]+\/stages\/[^/]+/, ''],
  [/^\/apis\/[^/]+\/stages\/[^/]+/, '/v2'],
];

async function tagsOf(arn: string, ask: Ask): Promise<Record<string, string>> {
  const path = arn.split('::')[1] ?? '';
  const read = tagged.flatMap(([shape, api]) => shape.exec(path)?.map((own) => `${api}${own}`) ?? []);
  const found = await Promise.all(read.map((one) => ask('apigateway', { path: one })));
  const tags = found.map((text) => (text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'tags')));
  return Object.assign({}, ...tags) as Record<string, string>;
}
