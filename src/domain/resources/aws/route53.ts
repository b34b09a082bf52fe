import { byGroup } from '../arn-form';
import { childOf, whole, type Seed } from '../identity';
import { need, untagged } from '../need';
import { fixed, type Pricer, free } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

const route53 = need('route53');

const record: Seed = (value) => {
  const [zone, name, type] = [value('zone_id'), value('name'), value('type')];
  return whole({ id: zone && name && type && `${zone}_${name}_${type}`, zone_id: zone, name, type });
};

const recordChanged = [
  untagged(route53('hostedzone/{zone_id}', 'ChangeResourceRecordSets')),
  untagged(route53('change/*', 'GetChange')),
];

const hostedZone: Pricer = () => ({ fixed: [fixed('zone', { price: 'hosted-zone' }, 'Hosted zone')] });

/** Amazon Route 53 and Cloud Map. */
export const route53Types: FactsByType = {
  aws_route53_record: {
    identity: childOf('zone_id', record),
    tags: 'none',
    // The zone is the owner's, so that nothing is known of its tags.
    read: [untagged(route53('hostedzone/{zone_id}', 'GetHostedZone', 'ListResourceRecordSets'))],
    create: recordChanged,
    update: recordChanged,
    destroy: recordChanged,
    price: free,
  },
  aws_route53_zone: {
    arn: byGroup('route53', /^hostedzone\/(.+)$/, 'zone_id'),
    price: hostedZone,
  },
  aws_service_discovery_private_dns_namespace: {
    price: hostedZone,
  },
  aws_service_discovery_public_dns_namespace: {
    price: hostedZone,
  },
  ...freeTypes('aws_service_discovery_http_namespace'),
};
