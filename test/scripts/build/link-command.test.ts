import { chmodSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkCommand } from '../../../scripts/build/link-command';

describe('linkCommand', () => {
  let root: string;
  let target: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'leasehold-link-'));
    target = join(root, 'dist', 'tool', 'tool.js');
    mkdirSync(join(root, 'dist', 'tool'), { recursive: true });
    writeFileSync(target, '#!/bin/sh\necho here\n');
    chmodSync(target, 0o755);
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('makes the command run from where npm looks for commands', async () => {
    await linkCommand(root, 'tool', target);

    expect(execFileSync(join(root, 'node_modules', '.bin', 'tool'), { encoding: 'utf8' })).toBe('here\n');
  });

  it('links relatively, so that a clone may be moved, and replaces an earlier link', async () => {
    await linkCommand(root, 'tool', join(root, 'elsewhere.js'));
    await linkCommand(root, 'tool', target);

    expect(readlinkSync(join(root, 'node_modules', '.bin', 'tool'))).toBe(
      join('..', '..', 'dist', 'tool', 'tool.js'),
    );
  });
});
