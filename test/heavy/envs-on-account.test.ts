import { CreatePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from '../../src/local/emulator';
import { startOwnedFront } from '../support/aws/owned-front';
import type { Front } from '../../src/emulators/front/start-front';
import { ownersKey } from '../support/aws/owned-front';
import { startEmulator } from '../support/aws/aws-workspace';
import { copyTerraformTree, type TerraformTree } from '../support/terraform/terraform-tree';

const minutes = 60_000;
const home = { region: 'eu-west-1', credentials: ownersKey };
const stateBucket = 'shopstack-dev-tf-123456789012';
const repository = { owner: 'acme', owner_id: '65', repository: 'shop', repository_id: '75' };
const settings = {
  project: 'shopstack',
  region: home.region,
  apply_policy_arns: ['arn:aws:iam::123456789012:policy/foundation'],
  permissions_boundary_arn: 'arn:aws:iam::123456789012:policy/boundary',
  state_reader_arns: ['arn:aws:iam::210987654321:role/target'],
  image_puller_arns: ['arn:aws:iam::210987654321:role/runtime'],
  secrets: { 'app-config': { description: 'Settings of the shop' } },
  repositories: { infra: repository, apps: [{ ...repository, image: 'catalog' }] },
};

/** The policies that `settings` names, which whoever begins has made before. */
async function createPolicies(endpoint: string): Promise<void> {
  const client = new IAMClient({ endpoint, ...home });
  const Statement = [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  for (const PolicyName of ['foundation', 'boundary'])
    await client.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
}

describe('environment dev on an account', () => {
  const folder = join('envs', 'dev');
  let emulator: Emulator;
  let front: Front;
  let tree: TerraformTree;

  beforeAll(async () => {
    emulator = await startEmulator();
    front = await startOwnedFront(emulator.url);
    await createPolicies(emulator.url);
    tree = await copyTerraformTree({
      AWS_ENDPOINT_URL: front.url,
      AWS_ACCESS_KEY_ID: ownersKey.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ownersKey.secretAccessKey,
    });
    writeFileSync(join(tree.root, folder, 'dev.auto.tfvars.json'), JSON.stringify(settings));
  }, 2 * minutes);

  afterAll(async () => {
    await tree?.remove();
    await front?.close();
    await emulator?.close();
  });

  const terraform = async (...args: string[]) => {
    const result = await tree.run(folder, ...args);
    expect(result).toMatchObject({ ok: true });
    return result.output;
  };

  it(
    'is applied, keeps its state in the bucket that it made, wants no change, and is destroyed to nothing',
    async () => {
      await terraform('init', '-input=false', '-no-color', '-lockfile=readonly');
      const applied = await terraform('apply', '-auto-approve', '-input=false', '-no-color');
      const backend = join(tree.root, folder, 'backend.tf');

      writeFileSync(backend, await terraform('output', '-raw', 'backend'));
      await migrateState();
      const kept = await keptStates();
      const again = await terraform('plan', '-input=false', '-no-color');
      rmSync(backend);
      await migrateState();
      await emptyStateBucket();
      const destroyed = await terraform('destroy', '-auto-approve', '-input=false', '-no-color');

      const made = /Resources: (\d+) added, 0 changed, 0 destroyed/.exec(applied)?.[1];
      expect(Number(made)).toBeGreaterThan(50);
      expect(kept).toEqual(['shopstack/dev/foundation.tfstate']);
      expect(again).toContain('No changes.');
      expect(destroyed).toContain(`Resources: ${made} destroyed`);
    },
    10 * minutes,
  );

  const migrateState = () =>
    terraform('init', '-migrate-state', '-force-copy', '-input=false', '-no-color', '-lockfile=readonly');
  const bucket = () => new S3Client({ endpoint: emulator.url, ...home, forcePathStyle: true });

  async function keptStates(): Promise<(string | undefined)[]> {
    const { Contents = [] } = await bucket().send(new ListObjectsV2Command({ Bucket: stateBucket }));
    return Contents.map(({ Key }) => Key);
  }

  /** Whoever means to destroy states does it by hand: AWS deletes no bucket that holds a version of one. */
  async function emptyStateBucket(): Promise<void> {
    const listing = await bucket().send(new ListObjectVersionsCommand({ Bucket: stateBucket }));
    const versions = [...(listing.Versions ?? []), ...(listing.DeleteMarkers ?? [])];
    for (const { Key, VersionId } of versions)
      await bucket().send(new DeleteObjectCommand({ Bucket: stateBucket, Key, VersionId }));
  }
});
