import type { Call } from '../../front/call';
import { namedBy } from '../named-by';
import type { Operation, ServiceRules } from '../service-rules';

const zone = '^/2013-04-01/hostedzone';

/** Method and path of an operation, as the API's page says them, and what the path names. */
const routes: [method: string, path: RegExp, name: string, parameter: string][] = [
  ['GET', new RegExp(`${zone}$`), 'ListHostedZones', ''],
  ['POST', new RegExp(`${zone}$`), 'CreateHostedZone', ''],
  ['GET', new RegExp(`${zone}/([A-Z0-9]+)$`), 'GetHostedZone', 'HostedZoneId'],
  ['DELETE', new RegExp(`${zone}/([A-Z0-9]+)$`), 'DeleteHostedZone', 'HostedZoneId'],
  ['POST', new RegExp(`${zone}/([A-Z0-9]+)/rrset/?$`), 'ChangeResourceRecordSets', 'HostedZoneId'],
  ['GET', new RegExp(`${zone}/([A-Z0-9]+)/rrset$`), 'ListResourceRecordSets', 'HostedZoneId'],
  ['GET', /^\/2013-04-01\/hostedzonesbyname$/, 'ListHostedZonesByName', ''],
  ['GET', /^\/2013-04-01\/change\/([A-Z0-9]+)$/, 'GetChange', 'ChangeId'],
  ['GET', /^\/2013-04-01\/tags\/hostedzone\/([A-Z0-9]+)$/, 'ListTagsForResource', 'HostedZoneId'],
  ['POST', /^\/2013-04-01\/tags\/hostedzone\/([A-Z0-9]+)$/, 'ChangeTagsForResource', 'HostedZoneId'],
];

/** Amazon Route 53, whose ARNs name neither region nor account. */
export const route53: ServiceRules = {
  prefix: 'route53',
  signedAs: ['route53'],
  protocol: 'rest-xml',
  arn: (_place, part) => `arn:aws:route53:::${part}`,
  rest: readRoute,
  named: (operation) => [
    ...namedBy('hostedzone', 'hostedzone/{}', 'HostedZoneId')(operation),
    ...namedBy('change', 'change/{}', 'ChangeId')(operation),
  ],
};

function readRoute({ method, path }: Call): Operation | undefined {
  const { pathname } = new URL(path, 'http://route53');
  for (const [verb, shape, name, parameter] of routes) {
    const match = verb === method ? shape.exec(pathname) : null;
    if (match) return { name, input: parameter === '' ? {} : { [parameter]: match[1] } };
  }
  return undefined;
}
