import { groupsOf, moduleOf, unionOfLocks } from '../../../../src/deploy/runner-image/union-of-locks';
import { locksOfCheckout } from '../../../../src/deploy/runner-image/write-context';

const aws = 'registry.terraform.io/hashicorp/aws';
const random = 'registry.terraform.io/hashicorp/random';

/** A lock file as Terraform writes it. */
function lock(...providers: [source: string, version: string, ...hashes: string[]][]): string {
  const blocks = providers.map(
    ([source, version, ...hashes]) =>
      `provider "${source}" {\n  version     = "${version}"\n  constraints = "~> 5.0"\n  hashes = [\n` +
      `${hashes.map((hash) => `    "${hash}",\n`).join('')}  ]\n}\n`,
  );
  return ['# This file is maintained automatically by "terraform init".\n', ...blocks].join('\n');
}

describe('unionOfLocks', () => {
  it('names each source and version once, with the hashes of all that pin it', () => {
    const one = lock([aws, '5.100.0', 'h1:linux', 'zh:a'], [random, '3.6.0', 'zh:r']);
    const other = lock([aws, '5.100.0', 'h1:mac', 'zh:a']);

    expect(unionOfLocks([one, other])).toEqual([
      { source: aws, version: '5.100.0', hashes: ['h1:linux', 'h1:mac', 'zh:a'] },
      { source: random, version: '3.6.0', hashes: ['zh:r'] },
    ]);
  });

  it('keeps every version that a bundle was built with', () => {
    const union = unionOfLocks([lock([aws, '5.100.0', 'zh:a']), lock([aws, '5.99.1', 'zh:b'])]);

    expect(union.map(({ version }) => version)).toEqual(['5.100.0', '5.99.1']);
  });

  it('is the same whatever the order of the files', () => {
    const files = [
      lock([aws, '5.100.0', 'zh:a']),
      lock([random, '3.6.0', 'zh:r']),
      lock([aws, '5.99.1', 'zh:b']),
    ];

    expect(unionOfLocks(files.toReversed())).toEqual(unionOfLocks(files));
  });

  it('holds everything that the templates of the checkout lock', async () => {
    const locks = await locksOfCheckout(process.cwd());
    const pinned = locks.flatMap((text) =>
      [...text.matchAll(/^ +version +=.*$/gm)].map(([line]) => line.trim()),
    );

    expect(locks.length).toBeGreaterThan(0);
    expect(unionOfLocks(locks).map(({ version }) => `version     = "${version}"`)).toEqual([
      ...new Set(pinned),
    ]);
  });

  it('refuses a provider without a version', () => {
    expect(() => unionOfLocks([`provider "${aws}" {\n}\n`])).toThrow(`does not pin a version of ${aws}`);
  });
});

describe('groupsOf', () => {
  it('puts two versions of one provider apart, and all else together', () => {
    const union = unionOfLocks([
      lock([aws, '5.100.0', 'zh:a'], [random, '3.6.0', 'zh:r']),
      lock([aws, '5.99.1', 'zh:b']),
    ]);

    const groups = groupsOf(union).map((group) => group.map(({ source, version }) => `${source} ${version}`));

    expect(groups).toEqual([[`${aws} 5.100.0`, `${random} 3.6.0`], [`${aws} 5.99.1`]]);
  });
});

describe('moduleOf', () => {
  it('needs exactly what it locks', () => {
    const group = unionOfLocks([lock([aws, '5.100.0', 'zh:a'])]);
    const module = moduleOf(group);

    expect(JSON.parse(module['main.tf.json'])).toEqual({
      terraform: { required_providers: { provider0: { source: aws, version: '5.100.0' } } },
    });
    expect(unionOfLocks([module['.terraform.lock.hcl']])).toEqual(group);
  });
});
