import { existsSync, readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fetchProviders } from '../../../src/tools/fetch-providers';
import { fetchedProvidersFolder, findProviderMirror } from '../../../src/tools/find-provider-mirror';
import { emptyMachine, writeProgram } from '../../support/plane/machine';

const providerFolder = '.terraform/providers/registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64';

describe('fetchProviders', () => {
  let registry: Server;
  let registryUrl: string;

  beforeAll(async () => {
    registry = createServer((_request, response) => response.end('{}'));
    await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
    registryUrl = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`;
  });
  afterAll(() => registry.close());

  function prepare(terraform: string) {
    const empty = emptyMachine();
    const machine = { ...empty, env: { PATH: '/usr/bin:/bin', XDG_DATA_DIRS: '/nowhere' } };
    const folder = fetchedProvidersFolder(join(machine.root, 'tools'));
    return {
      machine,
      folder,
      terraform: writeProgram(join(machine.root, 'terraform'), terraform),
      registryUrl,
    };
  }

  it('keeps what terraform init installed as a mirror, and nothing else', async () => {
    const request = prepare(
      `grep -q 'direct {}' "$TF_CLI_CONFIG_FILE" && grep -q 5.100.0 main.tf.json && mkdir -p ${providerFolder} && touch ${providerFolder}/provider`,
    );

    await fetchProviders(request);

    const { found } = findProviderMirror(request.machine, join(request.machine.root, 'tools'));
    expect(found).toEqual({ path: request.folder, version: '5.100.0' });
    expect(readdirSync(join(request.machine.root, 'tools'))).toEqual(['providers']);
  });

  it('says what terraform said when init failed, and leaves no mirror', async () => {
    const request = prepare('echo "no such provider" >&2; exit 1');

    await expect(fetchProviders(request)).rejects.toThrow('no such provider');

    expect(existsSync(request.folder)).toBe(false);
  });

  it('does not start terraform when the registry cannot be reached', async () => {
    const request = prepare('touch started');

    await expect(fetchProviders({ ...request, registryUrl: 'http://127.0.0.1:9' })).rejects.toThrow(
      'fetch failed',
    );

    expect(existsSync(join(request.machine.root, 'tools'))).toBe(false);
  });
});
