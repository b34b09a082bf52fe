import { priceResource } from '../../../../src/domain/cost/price-resource';

const resource = (type: string) => ({ type, address: `${type}.this`, count: 1, attributes: {} });

describe('priceResource', () => {
  it.each([
    'terraform_data',
    'aws_vpc',
    'aws_subnet',
    'aws_security_group',
    'aws_iam_role',
    'aws_cloudwatch_event_rule',
  ])('knows that %s is free', (type) => {
    expect(priceResource(resource(type))).toEqual({});
  });

  it.each(['aws_msk_cluster', 'aws_instance', 'google_sql_database', 'constructor', '__proto__'])(
    'says that %s has no price',
    (type) => {
      expect(priceResource(resource(type))).toEqual({ unpriced: ['no price is recorded'] });
    },
  );
});
