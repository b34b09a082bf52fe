import { admitsTemplate } from '../../../../src/domain/access/target-access';

describe('patterns of templates', () => {
  it.each([
    [['api-*'], 'api-service', true],
    [['api-*'], 'api-x/service', false],
    [['*'], 'api-x/service', true],
    [['shop/*'], 'shop/vpc', true],
    [['shop/*'], 'shop2/vpc', false],
    [['shop/v*'], 'shop/vpc', true],
    [['s*'], 'shop/vpc', false],
    [['shop/vpc'], 'shop/vpc', true],
    [['vpc'], 'shop/vpc', false],
  ])('%j let %s in: %s', (patterns, name, expected) => {
    expect(admitsTemplate(patterns, { name, role: 'developer' })).toBe(expected);
  });
});
