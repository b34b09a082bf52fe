import type { Call } from '../../front/call';
import { namedBy } from '../named-by';
import type { Operation, ServiceRules } from '../service-rules';

const zone = '^/2013-04-01/hostedzone';

const check = '^/2013-04-01/healthcheck';
const set = '^/2013-04-01/delegationset';

/** Method and path of an operation, as the API's page says them, and what the path names. */
const routes: [method: string, path: RegExp, name: string, parameter: string][] = [
  ['GET', new RegExp(`${zone}$`), 'ListHostedZones', ''],
  ['POST', new RegExp(`${zone}$`), 'CreateHostedZone', ''],
  ['GET', new RegExp(`${zone}/([A-Z0-9]+)$`), 'GetHostedZone', 'HostedZoneId'],
  ['DELETE', new RegExp(`${zone}/([A-Z0-9]+)$`), 'DeleteHostedZone', 'HostedZoneId'],
  ['POST', new RegExp(`${zone}/([A-Z0-9]+)/rrset/?$`), 'ChangeResourceRecordSets', 'HostedZoneId'],
  ['GET', new RegExp(`${zone}/([A-Z0-9]+)/rrset$`), 'ListResourceRecordSets', 'HostedZoneId'],
  ['POST', new RegExp(`${zone}/([A-Z0-9]+)$`), 'UpdateHostedZoneComment', 'HostedZoneId'],
  ['POST', new RegExp(`${zone}/([A-Z0-9]+)/associatevpc$`), 'AssociateVPCWithHostedZone', 'HostedZoneId'],
  [
    'POST',
    new RegExp(`${zone}/([A-Z0-9]+)/disassociatevpc$`),
    'DisassociateVPCFromHostedZone',
    'HostedZoneId',
  ],
  ['GET', new RegExp(`${zone}/([A-Z0-9]+)/dnssec$`), 'GetDNSSEC', 'HostedZoneId'],
  ['GET', new RegExp(`${check}$`), 'ListHealthChecks', ''],
  ['POST', new RegExp(`${check}$`), 'CreateHealthCheck', ''],
  ['GET', new RegExp(`${check}/([\\w-]+)$`), 'GetHealthCheck', 'HealthCheckId'],
  ['POST', new RegExp(`${check}/([\\w-]+)$`), 'UpdateHealthCheck', 'HealthCheckId'],
  ['DELETE', new RegExp(`${check}/([\\w-]+)$`), 'DeleteHealthCheck', 'HealthCheckId'],
  ['POST', new RegExp(`${set}$`), 'CreateReusableDelegationSet', ''],
  ['GET', new RegExp(`${set}/([A-Z0-9]+)$`), 'GetReusableDelegationSet', 'DelegationSetId'],
  ['DELETE', new RegExp(`${set}/([A-Z0-9]+)$`), 'DeleteReusableDelegationSet', 'DelegationSetId'],
  ['GET', /^\/2013-04-01\/tags\/healthcheck\/([\w-]+)$/, 'ListTagsForResource', 'HealthCheckId'],
  ['POST', /^\/2013-04-01\/tags\/healthcheck\/([\w-]+)$/, 'ChangeTagsForResource', 'HealthCheckId'],
  ['GET', /^\/2013-04-01\/hostedzonesbyvpc$/, 'ListHostedZonesByVPC', ''],
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
    ...namedBy('healthcheck', 'healthcheck/{}', 'HealthCheckId')(operation),
    ...namedBy('delegationset', 'delegationset/{}', 'DelegationSetId')(operation),
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
