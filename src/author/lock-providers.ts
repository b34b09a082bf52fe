import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFileName } from '../bundle/proof/locked-providers';
import type { ReadTemplate } from '../bundle/proof/read-template';
import { runProcess } from '../bundle/terraform/terraform-process';
import { writeRecords } from '../bundle/vendor/write-records';
import { writeFiles } from '../bundle/write-files';
import { inheritedEnvironment, terraformVariables } from '../config/machine';
import type { AuthorTools } from './author-tools';

/** A lock file, the platforms that it has providers for, and why it has none for others. */
export interface ProviderLock {
  text: Uint8Array;
  platforms: string[];
  missing: { platform: string; reason: string }[];
}

/** Where templates are run and written. */
const usualPlatforms = ['linux_arm64', 'linux_amd64', 'darwin_arm64'];
/** A registry that does not answer holds nobody up for longer. */
const mostMs = 120_000;

/** Locks the providers of a template that was read, for every platform that the mirror or the registry has them for. */
export async function lockProviders(read: ReadTemplate, tools: AuthorTools): Promise<ProviderLock> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-lock-'));
  try {
    await writeFiles(folder, read);
    const root = join(folder, read.root);
    await writeRecords(root, read.records);
    const [platforms, missing]: [string[], ProviderLock['missing']] = [[], []];
    for (const platform of [...new Set([...usualPlatforms, tools.platform])]) {
      const reason = await lockFor(platform, { root, home: folder, tools });
      if (reason === undefined) platforms.push(platform);
      else missing.push({ platform, reason });
    }
    const text = await readFile(join(root, lockFileName)).catch(() => new Uint8Array());
    return { text, platforms, missing };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Place {
  root: string;
  home: string;
  tools: AuthorTools;
}

/** Why the providers of one platform cannot be locked; undefined where they are. What the mirror lacks, the registry is asked for. */
async function lockFor(platform: string, place: Place): Promise<string | undefined> {
  const { mirror } = place.tools;
  const mirrored = mirror && (await lock([`-fs-mirror=${mirror.path}`, `-platform=${platform}`], place));
  if (mirror && mirrored === undefined) return undefined;
  const asked = await lock([`-platform=${platform}`], place);
  return asked && (mirrored ?? asked);
}

async function lock(args: string[], { root, home, tools }: Place): Promise<string | undefined> {
  const signal = AbortSignal.timeout(mostMs);
  const { code, errors } = await runProcess({
    executable: tools.terraform.path,
    args: ['providers', 'lock', '-no-color', ...args],
    folder: root,
    env: {
      ...inheritedEnvironment(terraformVariables),
      HOME: home,
      TF_CLI_CONFIG_FILE: '/dev/null',
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
    },
    signal,
    onLine: () => undefined,
  });
  if (code === 0) return undefined;
  return signal.aborted ? 'the registry did not answer in time' : lastSentence(errors);
}

/** Terraform frames its errors for a terminal; which provider it is about is said last. */
function lastSentence(errors: string): string {
  const words = errors.replace(/[│╷╵]/g, ' ').replace(/\s+/g, ' ').trim();
  const [, said = words] = /^.*could not be installed: - (.*)$/.exec(words) ?? [];
  return said.replace(/^.*?Error: /, '').slice(0, 300) || 'Terraform ended without an error message';
}
