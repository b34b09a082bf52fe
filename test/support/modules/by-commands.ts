import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFolder } from '../../../src/tools/read-folder';
import type { TestPlane } from '../plane/plane';
import type { ModulePublishing } from './live-module';
import { openModuleServer } from './module-server';

const team = 'shop';

/** By what a publisher types in an empty folder: three commands, and that of the administrator who accepts what it is made of. */
export function byCommands({ idp }: TestPlane, releases: string): ModulePublishing {
  return {
    templateOf: (name) => `${team}/${name}`,
    publish: async (name, { release, version }) => {
      const [server, cwd] = [await openModuleServer(), mkdtempSync(join(tmpdir(), 'leasehold-team-'))];
      const module = `terraform-aws-modules/${release}/aws`;
      server.release(module, version, Object.fromEntries(await readFolder(join(releases, release))));
      const folder = join(cwd, name);
      try {
        return await firstRefused(
          [
            ['init', folder, '--from', `${module}@${version}`],
            ['check', folder, '--team', team, '--no-trial'],
            ['publish', folder, '--team', team],
            ['accept', `${team}/${name}`, '--version', '1.0.0'],
          ],
          (args) => idp(args, '', { LEASEHOLD_MODULE_REGISTRY: `${server.url}/v1/modules` }),
        );
      } finally {
        rmSync(cwd, { recursive: true, force: true });
        await server.stop();
      }
    },
  };
}

async function firstRefused(
  commands: readonly string[][],
  run: (args: readonly string[]) => ReturnType<TestPlane['idp']>,
): Promise<string[]> {
  for (const args of commands) {
    const { code, stderr } = await run(['template', ...args]);
    if (code !== 0) return [`idp template ${args.join(' ')} ended with ${code}: ${stderr}`];
  }
  return [];
}
