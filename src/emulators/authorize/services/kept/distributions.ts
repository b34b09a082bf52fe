import type { Call } from '../../../front/call';
import { textAt } from '../../input';
import { eachOf, namedBy } from '../../named-by';
import { type RestRoute, restReader } from '../../rest-route';
import type { Operation, ServiceRules } from '../../service-rules';

const root = '/2020-05-31';
const one = `${root}/distribution/{DistributionId}`;
const control = `${root}/origin-access-control/{ControlId}`;

/** Method and path of an operation, as the API's page says them. */
const routes: RestRoute[] = [
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
