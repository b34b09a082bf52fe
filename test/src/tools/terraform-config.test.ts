import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProviderMirror } from '../../../src/tools/find-provider-mirror';
import { findTerraform } from '../../../src/tools/find-terraform';
import { runCommand } from '../../../src/tools/run-command';
import { renderTerraformConfig, writeTerraformConfig } from '../../../src/tools/terraform-config';
import { currentMachine } from '../../support/plane/machine';

describe('renderTerraformConfig', () => {
  it('allows nothing but the mirror where there is only a mirror', () => {
    const config = renderTerraformConfig({ kind: 'mirror', path: '/plugins' });

    expect(config).toContain('path = "/plugins"');
    expect(config).not.toContain('direct');
  });

  it('asks the registry for all but what the mirror holds', () => {
    const config = renderTerraformConfig({ kind: 'mirror-then-registry', path: '/plugins' });

    expect(config).toMatch(/filesystem_mirror \{[^}]*include = \["registry.terraform.io\/hashicorp\/aws"\]/);
    expect(config).toMatch(/direct \{[^}]*exclude = \["registry.terraform.io\/hashicorp\/aws"\]/);
  });

  it('quotes a path that holds quotes', () => {
    const config = renderTerraformConfig({ kind: 'mirror', path: '/odd "folder"' });

    expect(config).toContain('path = "/odd \\"folder\\""');
  });
});

describe('writeTerraformConfig', () => {
  it.each(['mirror', 'mirror-then-registry'] as const)(
    'lets Terraform take the AWS provider from the mirror alone (%s)',
    async (kind) => {
      const machine = currentMachine();
      const toolsDir = join(process.cwd(), '.leasehold', 'tools');
      const [terraform, providers] = [
        await findTerraform(machine, toolsDir),
        findProviderMirror(machine, toolsDir),
      ];
      const folder = mkdtempSync(join(tmpdir(), 'leasehold-init-'));
      const aws = { source: 'hashicorp/aws', version: '~> 5.0' };
      writeFileSync(
        join(folder, 'main.tf.json'),
        JSON.stringify({ terraform: { required_providers: { aws } } }),
      );

      const config = await writeTerraformConfig(join(folder, 'terraform.tfrc'), {
        kind,
        path: providers.found?.path ?? '',
      });
      const result = await runCommand({
        path: terraform.found?.path ?? '',
        args: ['init', '-backend=false', '-no-color'],
        // A proxy that refuses every connection: whatever is not in the mirror cannot be had.
        env: { TF_CLI_CONFIG_FILE: config, HTTPS_PROXY: 'http://127.0.0.1:9' },
        timeoutMs: 30_000,
        cwd: folder,
      });

      expect(result).toMatchObject({
        ok: true,
        output: expect.stringContaining(`Installed hashicorp/aws v${providers.found?.version}`) as string,
      });
    },
  );
});
