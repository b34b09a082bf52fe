import { cp, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packBundles } from '../../../src/bundle/pack-bundles';
import { keepIn } from '../../../src/bundle/proof/keep-by-digest';
import { proverWith } from '../../../src/bundle/proof/prove-bundle';
import { findProviderMirror } from '../../../src/tools/find-provider-mirror';
import { readFolder } from '../../../src/tools/read-folder';
import { terraformPlatform } from '../../../src/tools/tool';
import { currentMachine } from '../../support/plane/machine';
import { installedTerraform } from '../../support/terraform/terraform';

const minutes = 60_000;
const engine = { name: 'terraform' as const, version: '1.11.4' };
const toolsDir = join(process.cwd(), '.leasehold', 'tools');
let kept: string;
beforeAll(async () => {
  kept = await mkdtemp(join(tmpdir(), 'leasehold-kept-'));
});

/** The catalog with these changes, packed and proven with the AWS provider of this machine. */
async function publish(changes: Record<string, string> = {}) {
  const files = new Map(await readFolder(join(process.cwd(), 'terraform')));
  for (const [path, text] of Object.entries(changes)) files.set(path, Buffer.from(text));
  const machine = currentMachine();
  const providers = findProviderMirror(machine, toolsDir).found;
  if (providers === null) throw new Error('The AWS provider is not there.');
  const terraform = { path: await installedTerraform(), version: '1.11.4' };
  const readings = { keep: keepIn(kept), rules: '1' };
  const prove = proverWith({ terraform, providers, platform: terraformPlatform(machine) }, readings);
  return packBundles({ files, engine, readings, prove });
}

it(
  'proves every template of the checkout, and none of them a second time',
  async () => {
    const first = await publish();
    const proofs = await readdir(kept);
    const second = await publish();

    expect([first.refused, first.unproven]).toEqual([[], []]);
    expect(first.packed.length).toBeGreaterThan(5);
    expect([second, await readdir(kept)]).toEqual([first, proofs]);
  },
  8 * minutes,
);

it(
  'refuses what the provider does not know, and a lock file that another provider was locked in, by name',
  async () => {
    const copy = await mkdtemp(join(tmpdir(), 'leasehold-catalog-'));
    await cp('terraform', copy, { recursive: true });
    const lock = Buffer.from(
      (await readFolder(join(copy, 'templates/vpc'))).get('.terraform.lock.hcl') ?? '',
    ).toString('utf8');

    const { packed, refused } = await publish({
      'templates/ecr/odd.tf': 'resource "aws_sqs_queue" "odd" {\n  nam = "x"\n}\n',
      'templates/vpc/.terraform.lock.hcl': lock.replace(/"(h1|zh):[^"]+"/g, '"h1:AAAA"'),
      'templates/secrets/odd.tf': 'resource "aws_sqs_queu" "odd" {\n  count = 0\n}\n',
    });

    expect(refused).toEqual([
      {
        name: 'ecr',
        reasons: [
          expect.stringMatching(
            /^templates\/ecr\/odd\.tf:2: resource "aws_sqs_queue" "odd": Unsupported argument/,
          ),
        ],
      },
      {
        name: 'secrets',
        reasons: [
          expect.stringMatching(
            /^templates\/secrets\/odd\.tf:1: resource "aws_sqs_queu" "odd": Invalid resource type/,
          ),
        ],
      },
      {
        name: 'vpc',
        reasons: [expect.stringMatching(/^templates\/vpc: .*checksum/)],
      },
    ]);
    expect(packed.length).toBeGreaterThan(5);
  },
  8 * minutes,
);
