import { checkNetworks } from '../../../../../src/domain/stack/checks/check-networks';
import { parseCidr } from '../../../../../src/domain/stack/checks/network-range';
import { inLines, resolveFiles } from '../../../../support/stacks/resolve-files';

const stack = (name: string, vpcs: Record<string, string>, head = '') =>
  `stack: ${name}\n${head}components:\n${Object.entries(vpcs)
    .map(([vpc, cidr]) => `  ${vpc}: { template: vpc, inputs: { vpc_cidr: ${cidr} } }\n`)
    .join('')}`;

describe('networks of all stacks', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['apart', { 'a.yaml': stack('a', { x: '10.0.0.0/17', y: '10.0.128.0/17' }) }, []],
    [
      'the same, in two stacks',
      { 'a.yaml': stack('a', { x: '10.0.0.0/16' }), 'b.yaml': stack('b', { x: '10.0.0.0/16' }) },
      ['b.yaml:3:43 vpc_cidr of b/x (10.0.0.0/16) overlaps vpc_cidr of a/x (10.0.0.0/16; a.yaml:3:43)'],
    ],
    [
      'one inside another, with a third between them',
      { 'a.yaml': stack('a', { x: '10.0.0.0/8', y: '10.0.0.0/24', z: '10.200.0.0/16' }) },
      [
        'a.yaml:4:43 vpc_cidr of a/y (10.0.0.0/24) overlaps vpc_cidr of a/x (10.0.0.0/8; a.yaml:3:43)',
        'a.yaml:5:43 vpc_cidr of a/z (10.200.0.0/16) overlaps vpc_cidr of a/x (10.0.0.0/8; a.yaml:3:43)',
      ],
    ],
    [
      'of an isolated stack, and of one that is not',
      {
        'a.yaml': stack('a', { x: '10.0.0.0/16' }),
        'b.yaml': stack('b', { x: '10.0.0.0/16' }, 'isolated: true\n'),
      },
      [],
    ],
    [
      'within an isolated stack',
      { 'b.yaml': stack('b', { x: '10.0.0.0/16', y: '10.0.1.0/24' }, 'isolated: true\n') },
      ['b.yaml:5:43 vpc_cidr of b/y (10.0.1.0/24) overlaps vpc_cidr of b/x (10.0.0.0/16; b.yaml:4:43)'],
    ],
    [
      'of one that is off',
      {
        'a.yaml': stack('a', { x: '10.0.0.0/16' }).replace('vpc,', 'vpc, enabled: false,'),
        'b.yaml': stack('b', { x: '10.0.0.0/16' }),
      },
      [],
    ],
    [
      'that somebody may reach, which is not a range of its own',
      {
        'a.yaml': `${stack('a', { x: '10.0.0.0/16' })}  db: { template: rds, inputs: { allowed_cidr: 10.0.0.0/16 } }\n`,
      },
      [],
    ],
  ])('%s', (_, files, problems) => {
    const found = inLines(resolveFiles(files).problems).map((line) =>
      line.replace(/; give each network.*/, ''),
    );

    expect(found).toEqual(problems);
  });

  it('are 10,000 in milliseconds', () => {
    const vpcs = (at: number) => ({
      x: `10.${at >> 8}.${at & 255}.0/28`,
      y: `10.${at >> 8}.${at & 255}.16/28`,
    });
    const files = Object.fromEntries(
      Array.from({ length: 500 }, (_, at) => [`${at}.yaml`, stack(`s${at}`, vpcs(at))]),
    );
    const one = [...resolveFiles(files).stacks];
    const many = new Map(
      Array.from({ length: 10 }, (_, copy) =>
        one.map(([name, value]) => [`${name}-${copy}`, value] as const),
      ).flat(),
    );
    const problems: never[] = [];
    const began = process.cpuUsage();
    checkNetworks(many, problems);
    const { user, system } = process.cpuUsage(began);

    expect(many.size).toBe(5_000);
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });
});

describe('a range of addresses', () => {
  it.each([
    ['10.0.0.0/8', 4, 0x0a000000n, 0x0affffffn],
    ['10.1.2.3/24', 4, 0x0a010200n, 0x0a0102ffn],
    ['0.0.0.0/0', 4, 0n, 0xffffffffn],
    ['::/0', 6, 0n, (1n << 128n) - 1n],
    ['2001:db8::/127', 6, 0x20010db8n << 96n, (0x20010db8n << 96n) + 1n],
  ])('%s', (text, family, first, last) => {
    expect(parseCidr(text)).toEqual({ family, first, last });
  });

  it.each([
    '',
    '10.0.0.0',
    '10.0.0/8',
    '10.0.0.256/8',
    '10.0.0.0/33',
    'x/8',
    '::1::/8',
    '1:2/8',
    '::/129',
    '12345::/8',
  ])('is not %j', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });
});
