import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { executableFolders, findExecutables } from '../../src/tools/find-executable';
import { runCommand } from '../../src/tools/run-command';
import type { Host, Tool } from '../../src/tools/tool';
import { readTar } from './read-tar';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPrograms = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const howToGet = "install your system's package of Chromium, or set CHROMIUM_PATH to one";
const versionTimeoutMs = 60_000;

/**
 * Finds a Chromium that runs without a window: CHROMIUM_PATH alone if it is set, else PATH and well-known folders, else
 * the one that the package @sparticuz/chromium carries (Linux on x64), unpacked once into
 * `.leasehold/tools` of the clone at `root`.
 */
export async function findBrowser(machine: Host, root: string): Promise<Tool> {
  const chosen = machine.env['CHROMIUM_PATH'];
  for (const path of chosen ? [chosen] : installedBrowsers(machine)) {
    const version = await readVersion(path, machine);
    if (version !== undefined) return report(path, version);
  }
  return chosen ? missing(`CHROMIUM_PATH (${chosen}) does not run`) : carriedBrowser(machine, root);
}

function installedBrowsers(machine: Host): string[] {
  const folders = executableFolders(machine);
  const found = names.flatMap((name) => findExecutables(name, folders));
  return machine.platform === 'darwin' ? [...found, ...macPrograms.filter(existsSync)] : found;
}

async function carriedBrowser(machine: Host, root: string): Promise<Tool> {
  if (machine.platform !== 'linux' || machine.arch !== 'x64') return missing(howToGet);
  try {
    const path = await unpackBrowser(root);
    const version = await readVersion(path, machine);
    return version === undefined
      ? missing(`${howToGet} (the one that npm brought does not run)`)
      : report(path, version);
  } catch (error) {
    return missing(`${howToGet} (unpacking one failed: ${String(error)})`);
  }
}

/** Unpacks the browser with the libraries that a small system lacks; renamed into place when it is complete. */
async function unpackBrowser(root: string): Promise<string> {
  const carrier = join(root, 'node_modules', '@sparticuz', 'chromium');
  const manifest = JSON.parse(await readFile(join(carrier, 'package.json'), 'utf8')) as { version: string };
  const folder = join(root, '.leasehold', 'tools', `chromium-${manifest.version}`);
  if (existsSync(folder)) return join(folder, 'chromium');

  const partial = `${folder}.${process.pid}.partial`;
  await mkdir(join(partial, 'lib'), { recursive: true });
  await writeFile(join(partial, 'program'), await unpack(join(carrier, 'bin', 'chromium.br')), {
    mode: 0o755,
  });
  for (const { path, bytes } of readTar(await unpack(join(carrier, 'bin', 'al2023.tar.br'))))
    await writeFile(join(partial, path), bytes, { mode: 0o755 });
  await writeFile(join(partial, 'chromium'), launcher, { mode: 0o755 });
  await rename(partial, folder).catch(async (error: unknown) => {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  return join(folder, 'chromium');
}

const launcher = `#!/bin/sh
here=$(dirname "$0")
LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$here/program" "$@"
`;

const inflate = promisify(brotliDecompress);

async function unpack(file: string): Promise<Uint8Array> {
  return inflate(await readFile(file));
}

async function readVersion(path: string, machine: Host): Promise<string | undefined> {
  const args = ['--version', '--no-sandbox'];
  const result = await runCommand({ path, args, env: machine.env, timeoutMs: versionTimeoutMs });
  return result.ok ? (/\d[\d.]*/.exec(result.output)?.[0] ?? 'of unknown version') : undefined;
}

function report(path: string, version: string): Tool {
  return { name: 'Chromium', found: { path, version }, howToGet };
}

function missing(reason: string): Tool {
  return { name: 'Chromium', found: null, howToGet: reason };
}
