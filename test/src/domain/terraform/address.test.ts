import {
  configAddress,
  formatAddress,
  modulePath,
  parseAddress,
} from '../../../../src/domain/terraform/address';

describe('parseAddress', () => {
  it.each([
    ['aws_vpc.this', { module: null, type: 'aws_vpc', name: 'this', index: null }],
    ['aws_eip.nat[0]', { module: null, type: 'aws_eip', name: 'nat', index: 0 }],
    ['module.a.aws_vpc.this', { module: 'module.a', type: 'aws_vpc', name: 'this', index: null }],
    [
      'module.a["x.y"].module.b[1].aws_s3_bucket.logs["0.0.0.0/0 [80]"]',
      { module: 'module.a["x.y"].module.b[1]', type: 'aws_s3_bucket', name: 'logs', index: '0.0.0.0/0 [80]' },
    ],
    ['aws_vpc.this["a\\"b"]', { module: null, type: 'aws_vpc', name: 'this', index: 'a"b' }],
  ])('takes %s apart and puts it together again', (address, parts) => {
    const parsed = parseAddress(address);

    expect(parsed).toEqual(parts);
    expect(formatAddress(parts)).toBe(address);
  });

  it.each(['', 'aws_vpc', 'data.aws_vpc.this', 'module.a', 'aws_vpc.this[', 'aws_vpc..this'])(
    'knows that %j is no managed resource',
    (address) => {
      expect(parseAddress(address)).toBeUndefined();
    },
  );
});

describe('configAddress', () => {
  it('leaves out every key', () => {
    expect(configAddress('module.a["x"].aws_eip.nat[0]')).toBe('module.a.aws_eip.nat');
  });
});

describe('modulePath', () => {
  it('keeps the keys of modules, and is empty for the root', () => {
    expect(modulePath('module.a["x"].aws_eip.nat[0]')).toBe('module.a["x"]');
    expect(modulePath('aws_eip.nat[0]')).toBe('');
  });
});
