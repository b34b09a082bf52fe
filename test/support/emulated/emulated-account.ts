import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyRing } from '../../../src/emulators/authorize/key-ring';
import type { Call } from '../../../src/emulators/front/call';
import { startFront } from '../../../src/emulators/front/start-front';
import { openUpstream } from '../../../src/emulators/front/upstream';
import { startTargetFront } from '../../../src/emulators/target-front/start-target-front';
import { account, region } from '../../../src/local/hub';
import { type AwsWorkspace, openAwsWorkspace, startEmulator } from '../aws/aws-workspace';
import { ownersKey } from '../aws/owned-front';

/** An emulator behind its front, as its owner sees it. */
export interface EmulatedAccount {
  /** Every call that was made so far. */
  calls: Call[];
  /** Lays out a root module against it. */
  open: (main: string) => Promise<AwsWorkspace>;
  /** What the front keeps for the emulator at this moment, by what it is. */
  kept: () => Promise<Record<string, unknown[]>>;
  close: () => Promise<void>;
}

const life = '01JCQZ7W5S8M3V0K2N4B6D8F9G';

/** Starts the installed emulator and a front that keeps in files what its emulator forgets. */
export async function startEmulatedAccount(): Promise<EmulatedAccount> {
  const emulator = await startEmulator();
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-kept-'));
  const keys = new KeyRing([{ key: ownersKey, holder: { kind: 'owner' } }]);
  const guarding = { account, region, keys, memory: join(folder, 'kept') };
  const front = await startTargetFront(emulator.url, guarding);
  const upstream = openUpstream(front.url);
  const calls: Call[] = [];
  const counting = await startFront({
    isFromHere: () => true,
    serve: (call) => {
      calls.push(call);
      return upstream.forward(call);
    },
  });
  const close = async () => {
    await counting.close();
    upstream.close();
    await front.close();
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    calls,
    open: (main) => openAwsWorkspace({ url: counting.url }, life, main),
    kept: () => keptIn(folder),
    close,
  };
}

async function keptIn(folder: string): Promise<Record<string, unknown[]>> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const read = async (name: string): Promise<[string, unknown[]]> => [
    name.replace(/^kept\.|\.json$/g, ''),
    JSON.parse(await readFile(join(folder, name), 'utf8')) as unknown[],
  ];
  const all = await Promise.all(files.map(read));
  return Object.fromEntries(all.filter(([, entries]) => entries.length > 0));
}
