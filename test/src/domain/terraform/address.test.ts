import {
  configAddress,
  formatAddress,
  isDataAddress,
  modulePath,
  parseAddress,
  moduleOf,
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

it('takes a name for what HCL takes for one', () => {
  const parts = { module: 'module.größe', type: 'aws_vpc', name: '網-1', index: 'é' };

  expect(parseAddress('module.größe.aws_vpc.網-1["é"]')).toEqual(parts);
});

describe('isDataAddress', () => {
  it.each([
    'data.aws_ssm_parameter.p',
    'data.aws_ssm_parameter.p["/a.b"]',
    'data.http.it[0]',
    'module.m["x.y"].data.external.größe["a\\"b.c"]',
    'module.data.data.aws_region.here',
  ])('knows %s for one of a data source', (address) => {
    expect(isDataAddress(address)).toBe(true);
  });

  it.each([
    'aws_sqs_queue.q["data.x.y"]',
    'module.data.aws_vpc.x',
    'module.m.module.data.aws_vpc.this',
    'data.aws_region',
    'data[0].aws_region.here',
    'x.data.aws_region.here',
    '',
  ])('knows %s for none', (address) => {
    expect(isDataAddress(address)).toBe(false);
  });
});

describe('configAddress', () => {
  it('leaves out every key', () => {
    expect(configAddress('module.a["x"].aws_eip.nat[0]')).toBe('module.a.aws_eip.nat');
  });
});

describe('moduleOf', () => {
  it.each([
    ['aws_vpc.this', ''],
    ['aws_vpc.this["module.a.b"]', ''],
    ['data.aws_ssm_parameter.p["/a.b"]', ''],
    ['module.a.aws_vpc.this[0]', 'module.a'],
    ['module.a[0].data.aws_ssm_parameter.p', 'module.a[0]'],
    ['module.a["x.y"].module.b["q\\"]."].aws_a.x["k.1"]', 'module.a["x.y"].module.b["q\\"]."]'],
    ['module.größe.aws_a.x', 'module.größe'],
    ['module.', ''],
    ['', ''],
  ])('of %s is %j', (address, module) => {
    expect(moduleOf(address)).toBe(module);
  });
});

describe('modulePath', () => {
  it('keeps the keys of modules, and is empty for the root', () => {
    expect(modulePath('module.a["x"].aws_eip.nat[0]')).toBe('module.a["x"]');
    expect(modulePath('aws_eip.nat[0]')).toBe('');
  });
});
