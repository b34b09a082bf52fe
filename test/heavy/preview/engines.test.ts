import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { oldestTerraform, terraformRelease } from '../../../src/tools/terraform-release';
import { previewOf } from '../../support/preview/components';
import { packedTiny } from '../../support/terraform/packed-tree';
import { installedTerraform, installedTerraformVersion } from '../../support/terraform/terraform';

/**
 * The preview rests on what an engine does not promise: that `jsondecode` of what is not known is of any type, and its words where a shape
 * depends on it. `LEASEHOLD_ENGINES=<folder>` holds further ones as `terraform-<version>/terraform`; one that is offered and not there is named.
 */
const folder = process.env['LEASEHOLD_ENGINES'] ?? '';
const further = folder === '' ? [] : readdirSync(folder).map((one) => one.replace(/^terraform-/, ''));
const versions = [...new Set(['installed', oldestTerraform, terraformRelease.version, ...further])];

async function engineOf(version: string): Promise<string | undefined> {
  if (version === 'installed' || version === (await installedTerraformVersion())) return installedTerraform();
  const path = join(folder, `terraform-${version}`, 'terraform');
  return folder !== '' && existsSync(path) ? path : undefined;
}

const types = {
  text: 'string',
  number: 'number',
  truth: 'bool',
  list: 'list(string)',
  set: 'set(object({ a = string }))',
  map: 'map(list(number))',
  object: 'object({ a = string, b = optional(list(string), ["x"]), c = optional(object({ d = number })) })',
  tuple: 'tuple([string, number])',
  anything: 'any',
  maps: 'map(any)',
};
const names = Object.keys(types);
const variables = Object.entries(types).map(([name, type]) => `variable "${name}" { type = ${type} }`);
const uses = names.map(
  (name) => `resource "terraform_data" "${name}" { input = { value = var.${name}, known = 1 } }`,
);
const pending = Object.fromEntries(names.map((name) => [name, `producer.${name}`]));
const bundleOf = (text: string) => packedTiny({ 'templates/tiny/main.tf': [...variables, text].join('\n') });

describe.each(versions)('Terraform %s', (version) => {
  it('takes what is not known yet for a value of any type, and says where it needs it', async () => {
    const executable = await engineOf(version);
    if (executable === undefined)
      return void process.stderr.write(
        `not run: the preview on Terraform ${version}, which LEASEHOLD_ENGINES does not hold.\n`,
      );
    const { preview } = await previewOf({ bundle: await bundleOf(uses.join('\n')), pending }, { executable });
    const shape = await bundleOf(
      'resource "terraform_data" "many" {\n  for_each = var.maps\n}\nresource "terraform_data" "some" {\n  count = var.number\n}',
    );
    const waiting = await previewOf({ bundle: shape, pending }, { executable });

    if (preview.result !== 'planned') throw new Error(JSON.stringify(preview.waits));
    expect(
      preview.plan.resource_changes.map(({ name, change }) => [name, change.actions, change.after]),
    ).toEqual(
      [...names].sort().map((name) => [name, ['create'], { input: { known: 1 }, triggers_replace: null }]),
    );
    expect(waiting.preview).toMatchObject({
      result: 'later',
      waits: [
        { address: 'terraform_data.many', what: 'for_each', pending: ['producer.maps'] },
        { address: 'terraform_data.some', what: 'count', pending: ['producer.number'] },
      ],
    });
  }, 60_000);
});
