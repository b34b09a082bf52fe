import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Terraform } from '../../../../src/bundle/terraform/terraform';
import type { Engine } from '../../../../src/domain/template/engine';
import { terraformIn } from '../../../support/terraform/terraform';

const inFolder = async (main: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-terraform-'));
  await writeFile(join(folder, 'main.tf'), main);
  return terraformIn(folder);
};

describe('Terraform', () => {
  it('tells a plan that changes something from one that does not', async () => {
    const { terraform } = await inFolder('resource "terraform_data" "x" {}');
    await terraform.init();

    const first = await terraform.plan('change');
    await terraform.apply(() => undefined);
    const second = await terraform.plan('change');

    expect([first, second]).toEqual([true, false]);
  });

  it('says every line once: the plan is not repeated by the apply', async () => {
    const { terraform, lines } = await inFolder('resource "terraform_data" "x" {}');
    await terraform.init();
    await terraform.plan('change');
    await terraform.apply(() => undefined);

    expect(lines.filter((line) => line.includes('Plan to create'))).toHaveLength(1);
    expect(lines.at(-1)).toBe('Apply complete! Resources: 1 added, 0 changed, 0 destroyed.');
  });

  it('fails with where and why', async () => {
    const { terraform } = await inFolder('resource "terraform_data" "x" { input = var.other }');
    await terraform.init();

    await expect(terraform.plan('change')).rejects.toMatchObject({
      failure: {
        class: 'configuration',
        reason: expect.stringContaining('Reference to undeclared input variable'),
      },
    });
  });

  it('prints no sensitive value, not even inside an error', async () => {
    const { terraform, lines } = await inFolder(`
      variable "secret" {
        default   = "hunter-two-two"
        sensitive = true
      }
      resource "terraform_data" "x" {
        provisioner "local-exec" {
          command     = "echo failing with $IT >&2; exit 1"
          environment = { IT = var.secret }
        }
      }`);
    terraform.options.redaction.learn('hunter-two-two');
    await terraform.init();
    await terraform.plan('change');

    const failure = await terraform.apply(() => undefined).catch((error: unknown) => error);

    expect(JSON.stringify(failure)).toContain('terraform_data.x');
    expect(`${lines.join('\n')}${JSON.stringify(failure)}`).not.toContain('hunter-two-two');
  });

  it('refuses another engine than the pinned one', async () => {
    const { options } = (await inFolder('')).terraform;
    const pinnedTo = (engine: Engine) => new Terraform({ ...options, engine });

    await expect(pinnedTo({ name: 'terraform', version: '1.11.4' }).init()).resolves.toBeUndefined();
    await expect(pinnedTo({ name: 'tofu', version: '1.10.0' }).init()).rejects.toThrow(
      /requires OpenTofu 1.10.0, but this build has Terraform v/,
    );
  });
});
