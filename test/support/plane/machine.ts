import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Host } from '../../../src/tools/tool';

/** A machine with an empty home and an empty PATH, so that a test sees only what it puts there. */
export function emptyMachine(env: Record<string, string> = {}): Host & { root: string } {
  const root = mkdtempSync(join(tmpdir(), 'leasehold-machine-'));
  return { root, home: join(root, 'home'), platform: 'linux', arch: 'x64', env: { PATH: '', ...env } };
}

/** Writes an executable shell script and returns its path. */
export function writeProgram(path: string, body: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Writes a file with its folders. */
export function writeText(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** The machine that the tests run on. */
export function currentMachine(): Host {
  return { env: process.env, home: homedir(), platform: process.platform, arch: process.arch };
}
