import { dnsSuffixOf, globalRegionOf, parseArn } from '../../../../src/domain/resources/arn';

describe('parseArn', () => {
  it('keeps colons in the resource', () => {
    expect(parseArn('arn:aws:rds:eu-west-1:123456789012:db:foo')).toMatchObject({
      service: 'rds',
      region: 'eu-west-1',
      account: '123456789012',
      resource: 'db:foo',
    });
  });

  it('takes the ARN of a global service, which has no region', () => {
    expect(parseArn('arn:aws:iam::123456789012:role/foo')).toMatchObject({
      region: '',
      resource: 'role/foo',
    });
  });

  it.each([undefined, 3, 'vpc-1', 'arn:aws', 'urn:aws:ec2:::x'])('refuses %j', (value) => {
    expect(parseArn(value)).toBeUndefined();
  });
});

describe('partitions', () => {
  it.each([
    ['eu-west-1', 'us-east-1', 'amazonaws.com'],
    ['us-gov-east-1', 'us-gov-west-1', 'amazonaws.com'],
    ['cn-north-1', 'cn-northwest-1', 'amazonaws.com.cn'],
  ])('%s has its global services in %s under %s', (region, global, suffix) => {
    expect([globalRegionOf(region), dnsSuffixOf(region)]).toEqual([global, suffix]);
  });
});
