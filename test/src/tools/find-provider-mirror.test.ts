import { join } from 'node:path';
import { fetchedProvidersFolder, findProviderMirror } from '../../../src/tools/find-provider-mirror';
import { emptyMachine, writeText } from '../../support/plane/machine';

const inMirror = (folder: string, version = '5.100.0', platform = 'linux_amd64') =>
  writeText(join(folder, 'registry.terraform.io/hashicorp/aws', version, platform, 'provider'), '');

describe('findProviderMirror', () => {
  it('takes the mirror of LEASEHOLD_PROVIDER_MIRROR before any other', () => {
    const machine = emptyMachine();
    inMirror(join(machine.home, '.terraform.d/plugins'));
    inMirror(join(machine.root, 'chosen'), '5.99.1');
    const env = { LEASEHOLD_PROVIDER_MIRROR: join(machine.root, 'chosen') };

    const tool = findProviderMirror({ ...machine, env }, machine.root);

    expect(tool.found).toEqual({ path: join(machine.root, 'chosen'), version: '5.99.1' });
  });

  it('says so when the chosen mirror holds no fitting provider, and takes no other', () => {
    const machine = emptyMachine();
    inMirror(join(machine.home, '.terraform.d/plugins'));
    inMirror(join(machine.root, 'chosen'), '4.67.0');
    const env = { LEASEHOLD_PROVIDER_MIRROR: join(machine.root, 'chosen') };

    const tool = findProviderMirror({ ...machine, env }, machine.root);

    expect(tool.found).toBeNull();
    expect(tool.howToGet).toContain('does not contain hashicorp/aws 5.x for linux_amd64');
  });

  it('reads the filesystem mirrors of the CLI config, but not those commented out', () => {
    const machine = emptyMachine();
    inMirror(join(machine.root, 'configured'));
    inMirror(join(machine.root, 'commented'));
    const config = writeText(
      join(machine.root, 'my.tfrc'),
      `provider_installation {
        # filesystem_mirror { path = "${machine.root}/commented" }
        filesystem_mirror {
          path    = "${machine.root}/configured"
          include = ["*/*"]
        }
      }`,
    );

    const tool = findProviderMirror({ ...machine, env: { TF_CLI_CONFIG_FILE: config } }, machine.root);

    expect(tool.found?.path).toBe(join(machine.root, 'configured'));
  });

  it.each([
    ['home/.terraform.d/plugins', {}],
    ['home/.local/share/terraform/plugins', {}],
    ['xdg/terraform/plugins', { XDG_DATA_HOME: 'xdg' }],
    ['shared/terraform/plugins', { XDG_DATA_DIRS: 'shared' }],
  ])('knows the folder %s that Terraform itself takes for a mirror', (folder, relativeEnv) => {
    const machine = emptyMachine();
    inMirror(join(machine.root, folder));
    const env = Object.fromEntries(
      Object.entries(relativeEnv).map(([name, path]) => [name, join(machine.root, path)]),
    );

    const tool = findProviderMirror({ ...machine, env }, machine.root);

    expect(tool.found?.path).toBe(join(machine.root, folder));
  });

  it('passes over a mirror for another platform and takes the newest version, packed or unpacked', () => {
    const machine = emptyMachine();
    inMirror(join(machine.home, '.terraform.d/plugins'), '5.100.0', 'darwin_arm64');
    const own = fetchedProvidersFolder(machine.root);
    inMirror(own, '5.9.0');
    writeText(
      join(own, 'registry.terraform.io/hashicorp/aws/terraform-provider-aws_5.98.0_linux_amd64.zip'),
      '',
    );

    const tool = findProviderMirror({ ...machine, env: { XDG_DATA_DIRS: '/nowhere' } }, machine.root);

    expect(tool.found).toEqual({ path: own, version: '5.98.0' });
  });
});
