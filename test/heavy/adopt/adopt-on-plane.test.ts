import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { credentials, region } from '../../../src/local/hub';
import { openPlane } from '../../e2e/open-plane';
import { takeCensus } from '../../support/aws/target-census';
import type { TestPlane } from '../../support/plane/plane';
import { copyTerraformTree, type TerraformTree } from '../../support/terraform/terraform-tree';

const folder = join('templates', 'vpc');
const handOver = 'default_tags { tags = { "idp:managed" = "true" } }';
const given = ['-i', 'project=shop', '-i', 'nat=none'];

describe('a network that plain Terraform made', () => {
  let on: TestPlane;
  let tree: TerraformTree;
  let file: string;
  let before: string[];

  beforeAll(async () => {
    on = await openPlane();
    before = await takeCensus(on.plane.targetUrl);
    tree = await copyTerraformTree({
      AWS_ENDPOINT_URL: on.plane.targetUrl,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    });
    const leasehold = { name: 'x', id: '01JD3V8K2N7Q4R5S6T7V8W9XYZ', tags: {} };
    const variables = { leasehold, project: 'shop', nat: 'none' };
    await writeFile(join(tree.root, folder, 'old.auto.tfvars.json'), JSON.stringify(variables));
    await terraform('init');
    file = join(tree.root, folder, 'terraform.tfstate');
  });

  afterAll(() => tree?.remove());

  const terraform = async (...words: string[]) =>
    expect(await tree.run(folder, ...words, '-input=false', '-no-color')).toMatchObject({ ok: true });

  const adopt = (state: string, name: string) =>
    on.idp(['adopt', '--state', state, '-t', 'vpc', '-n', name, ...given, '--yes']);

  it('is refused before its owner hands it over, then adopted by an approval, changed, belongs to nobody else, and is destroyed with a receipt', async () => {
    await terraform('apply', '-auto-approve');
    const kept = await adopt(file, 'early');
    expect(kept).toMatchObject({ code: 7, stdout: expect.stringContaining(handOver) });
    expect((await on.idp(['destroy', 'early', '--yes'])).code).toBe(0);

    await writeFile(join(tree.root, folder, 'old.tf'), `provider "aws" {\n  ${handOver}\n}\n`);
    await terraform('apply', '-auto-approve');
    const body = await readFile(file);
    const planned = await adopt(file, 'net');
    expect(planned).toMatchObject({ code: 0, stdout: expect.stringContaining('awaits approval') });
    expect(planned.stdout).toMatch(/~ .*tags/);
    const waiting = await on.api.want('GET /environments/net');
    expect(waiting).toMatchObject({
      adopts: file,
      plan: { create: 0, delete: 0, replace: 0, needs: ['imported'] },
    });
    expect(waiting.builtSince).toBeUndefined();

    const approved = await on.idp(['approve', 'net', '--yes']);
    expect(approved).toMatchObject({ code: 0, stdout: expect.stringContaining('is ready') });
    expect(await on.api.want('GET /environments/net')).toMatchObject({ status: 'ready' });

    const copy = join(tree.root, 'copy.tfstate');
    await copyFile(file, copy);
    const second = await adopt(copy, 'thief');
    expect(second.code).toBe(7);
    expect(second.stdout).toContain('of another life, which owns them');
    expect((await on.idp(['destroy', 'thief', '--yes'])).code).toBe(0);

    const changed = await on.idp(['update', 'net', '-i', 'zones=2', '--yes']);
    expect(changed).toMatchObject({ code: 0 });
    const destroyed = await on.idp(['destroy', 'net', '--yes']);
    expect(destroyed.code).toBe(0);
    const { receipt } = await on.api.want('GET /environments/net');
    expect(receipt?.checked).toBeGreaterThan(10);
    expect(await takeCensus(on.plane.targetUrl)).toEqual(before);
    expect(await readFile(file)).toEqual(body);
  });
});
