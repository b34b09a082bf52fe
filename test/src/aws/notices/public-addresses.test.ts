import { isLoopback, isPublic } from '../../../../src/aws/notices/public-addresses';

describe('isPublic', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '52.94.236.248',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.255.255',
    '172.32.0.1',
  ])('lets %s be called', (address) => expect(isPublic(address)).toBe(true));

  it.each(['2606:4700::1111', '2a00:1450:4001:81b::200e'])('lets %s be called', (address) =>
    expect(isPublic(address)).toBe(true),
  );

  it.each([
    ['this network', '0.0.0.0'],
    ['private, class A', '10.1.2.3'],
    ['private, class B', '172.31.255.254'],
    ['private, class C', '192.168.0.1'],
    ['shared by carriers', '100.64.0.1'],
    ['loopback', '127.0.0.1'],
    ['all of loopback', '127.255.255.254'],
    ['link-local, the metadata of EC2', '169.254.169.254'],
    ['link-local, the credentials of ECS', '169.254.170.2'],
    ['documentation', '192.0.2.1'],
    ['benchmarks', '198.19.0.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback of IPv6', '::1'],
    ['an address of IPv4 in IPv6', '::ffff:10.0.0.1'],
    ['a public address of IPv4 in IPv6', '::ffff:8.8.8.8'],
    ['the same in hexadecimal digits', '::ffff:a9fe:a9fe'],
    ['translated', '64:ff9b::a9fe:a9fe'],
    ['translated locally', '64:ff9b:1::1'],
    ['6to4 of a private address', '2002:a00:1::'],
    ['Teredo', '2001:0:4136:e378::1'],
    ['unique local, the metadata of EC2', 'fd00:ec2::254'],
    ['link-local of IPv6', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['documentation of IPv6', '2001:db8::1'],
    ['multicast of IPv6', 'ff02::1'],
    ['no address', 'hooks.example.com'],
    ['nothing', ''],
  ])('lets nobody call what is %s', (_what, address) => {
    expect(isPublic(address)).toBe(false);
  });
});

it.each([
  ['127.0.0.1', true],
  ['127.8.9.1', true],
  ['::1', true],
  ['10.0.0.1', false],
  ['8.8.8.8', false],
  ['localhost', false],
])('says whether %s is of this machine', (address, expected) => {
  expect(isLoopback(address)).toBe(expected);
});
