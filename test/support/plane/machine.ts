import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { tools } from '../../../scripts/test/tool-arguments';
import { callsFolder, recordingLine } from '../../../scripts/test/tool-calls';
import type { Host } from '../../../src/tools/tool';

/** A machine with an empty home and an empty PATH, so that a test sees only what it puts there. */
export function emptyMachine(env: Record<string, string> = {}): Host & { root: string } {
  const root = mkdtempSync(join(tmpdir(), 'leasehold-machine-'));
  return { root, home: join(root, 'home'), platform: 'linux', arch: 'x64', env: { PATH: '', ...env } };
}

/** Writes an executable shell script and returns its path. */
export function writeProgram(path: string, body: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${recording(basename(path))}${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** A stand-in for one of the tools that `npm test` watches writes down its calls as the tool itself would. */
function recording(name: string): string {
  const calls = process.env[callsFolder];
  const watched = (tools as readonly string[]).includes(name);
  return calls === undefined || !watched ? '' : `${recordingLine(name, calls)}\n`;
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
