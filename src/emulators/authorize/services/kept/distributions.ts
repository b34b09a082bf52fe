import type { Call } from '../../../front/call';
import { textAt } from '../../input';
import { eachOf, namedBy } from '../../named-by';
import { type RestRoute, restReader } from '../../rest-route';
import type { Operation, ServiceRules } from '../../service-rules';

const root = '/2020-05-31';
const one = `${root}/distribution/{DistributionId}`;
const control = `${root}/origin-access-control/{ControlId}`;

/** What is only configuration, by its folder, the noun of its operations, and the folder of what is updated. */
const settings: [folder: string, noun: string, updated: string][] = [
  ['cache-policy', 'CachePolicy', ''],
  ['origin-access-identity/cloudfront', 'CloudFrontOriginAccessIdentity', '/config'],
  ['origin-request-policy', 'OriginRequestPolicy', ''],
  ['response-headers-policy', 'ResponseHeadersPolicy', ''],
];
const parameterOf = (noun: string) => `${noun}Id`;

/** Method and path of an operation, as the API's page says them. */
const routes: RestRoute[] = [
  ...settings.flatMap(([folder, noun, updated]): RestRoute[] => {
    const [all, it] = [`${root}/${folder}`, `${root}/${folder}/{${parameterOf(noun)}}`];
    return [
      ['POST', all, `Create${noun}`],
      ['GET', it, `Get${noun}`],
      ['GET', `${it}/config`, `Get${noun}Config`],
      ['PUT', `${it}${updated}`, `Update${noun}`],
      ['DELETE', it, `Delete${noun}`],
    ];
  }),
  ['GET', `${root}/cache-policy`, 'ListCachePolicies'],
  ['GET', `${root}/origin-request-policy`, 'ListOriginRequestPolicies'],
  ['GET', `${root}/response-headers-policy`, 'ListResponseHeadersPolicies'],
  ['GET', `${root}/function`, 'ListFunctions'],
  ['POST', `${root}/function`, 'CreateFunction'],
  ['GET', `${root}/function/{Name}`, 'GetFunction'],
  ['GET', `${root}/function/{Name}/describe`, 'DescribeFunction'],
  ['PUT', `${root}/function/{Name}`, 'UpdateFunction'],
  ['POST', `${root}/function/{Name}/publish`, 'PublishFunction'],
  ['DELETE', `${root}/function/{Name}`, 'DeleteFunction'],
  ['POST', `${one}/invalidation`, 'CreateInvalidation'],
  ['GET', `${one}/invalidation/{Id}`, 'GetInvalidation'],
  ['GET', `${root}/distribution`, 'ListDistributions'],
  ['POST', `${root}/distribution`, 'CreateDistribution'],
  ['GET', one, 'GetDistribution'],
  ['DELETE', one, 'DeleteDistribution'],
  ['GET', `${one}/config`, 'GetDistributionConfig'],
  ['PUT', `${one}/config`, 'UpdateDistribution'],
  ['GET', `${root}/origin-access-control`, 'ListOriginAccessControls'],
  ['POST', `${root}/origin-access-control`, 'CreateOriginAccessControl'],
  ['GET', control, 'GetOriginAccessControl'],
  ['DELETE', control, 'DeleteOriginAccessControl'],
  ['GET', `${control}/config`, 'GetOriginAccessControlConfig'],
  ['PUT', `${control}/config`, 'UpdateOriginAccessControl'],
  ['GET', `${root}/tagging`, 'ListTagsForResource'],
];
const read = restReader(routes);

/** Amazon CloudFront, whose ARNs name no region. */
export const distributions: ServiceRules = {
  prefix: 'cloudfront',
  signedAs: ['cloudfront'],
  protocol: 'rest-xml',
  arn: ({ account }, part) => `arn:aws:cloudfront::${account}:${part}`,
  rest: readCall,
  named: eachOf(
    namedBy('distribution', 'distribution/{}', 'DistributionId'),
    namedBy('origin-access-control', 'origin-access-control/{}', 'ControlId'),
    namedBy('function', 'function/{}', 'Name'),
    ...settings.map(([folder, noun]) => {
      const type = folder.replace('/cloudfront', '');
      return namedBy(type, `${type}/{}`, parameterOf(noun));
    }),
  ),
  tags: ({ input }) => tagsOfXml(textAt(input, 'Xml') ?? ''),
  tagsOf: async (arn, ask) =>
    tagsOfXml(await ask('cloudfront', { path: `${root}/tagging?Resource=${encodeURIComponent(arn)}` })),
  /** With tags it is also asked for those (docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistributionWithTags.html). */
  further: ({ name, input }) => {
    const tags = name === 'CreateDistribution' ? tagsOfXml(textAt(input, 'Xml') ?? '') : {};
    return Object.keys(tags).length === 0
      ? []
      : [{ action: 'cloudfront:TagResource', part: 'distribution/*', tags }];
  },
};

/** Whether tags come or go is said in the query. */
function readCall(call: Call): Operation | undefined {
  const Xml = call.body.toString('utf8');
  const { pathname, searchParams } = new URL(call.path, 'http://cloudfront');
  if (pathname === `${root}/tagging` && call.method === 'POST') {
    const name = searchParams.get('Operation') === 'Untag' ? 'UntagResource' : 'TagResource';
    return { name, input: { Resource: searchParams.get('Resource'), Xml } };
  }
  const operation = read(call);
  return operation && { ...operation, input: { ...operation.input, Xml } };
}

function tagsOfXml(xml: string): Record<string, string> {
  const tags = xml.matchAll(/<Tag><Key>(.*?)<\/Key><Value>(.*?)<\/Value><\/Tag>/gs);
  return Object.fromEntries([...tags].map(([, key = '', value = '']) => [key, value]));
}
