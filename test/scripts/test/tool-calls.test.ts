import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { toolArguments } from '../../../scripts/test/tool-arguments';
import { ownCall, readToolCalls, recordToolCalls, unlistedCalls } from '../../../scripts/test/tool-calls';

const commit = 'f00d'.repeat(10);
const image = `111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop:${commit}`;

describe('what the tests call tools with', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leasehold-tools-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs a script of the shell where the tools are stand-ins that are recorded. */
  const run = (script: string, env: Record<string, string> = {}) => {
    const programs = join(folder, 'programs');
    mkdirSync(programs);
    // Not as other tests make stand-ins: what is called here is no call of the suite.
    const standIn = '#!/bin/sh\nprintf "git got"; printf " [%s]" "$@"; exit 3\n';
    writeFileSync(join(programs, 'git'), standIn, { mode: 0o755 });
    const recorded = recordToolCalls(folder, `${programs}${delimiter}/usr/bin${delimiter}/bin`);
    return execFileSync('sh', ['-c', script], { env: { ...recorded, ...env }, encoding: 'utf8' });
  };

  it('is written down as it is, whoever calls, and the tool does what it does', () => {
    const printed = run(`sh -c 'git clone -- "a b" ""; echo " $?"'; git "x\ny"; true`);

    expect(printed).toBe('git got [clone] [--] [a b] [] 3\ngit got [x\ny]');
    expect(readToolCalls(folder)).toEqual(
      expect.arrayContaining([
        ['git', 'clone', '--', 'a b', ''],
        ['git', 'x\ny'],
      ]),
    );
  });

  it('is not written down where a test calls for itself', () => {
    run('git init; true', { [ownCall]: 'true' });

    expect(readToolCalls(folder)).toEqual([]);
  });
});

describe('the table of calls', () => {
  it.each([
    ['docker', 'build', '--pull', '--tag', image, '--', './github.com/mallory/tool'],
    ['docker', 'build', '--file=./-', `--tag=${image}`, '--', './.'],
    ['git', 'rev-parse', '--verify', '--quiet', '--end-of-options', 'refs/tags/--upload-pack=x^{commit}'],
    ['git', 'rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`],
  ] as const)('lists what can be taken for nothing else: %s %s %s', (...call) => {
    expect(unlistedCalls([call])).toEqual([]);
  });

  it.each([
    ['docker', 'build', '--pull', '--tag', image, '--', 'github.com/mallory/tool'],
    ['docker', 'build', '--pull', '--tag', image, '--', './services/../..'],
    ['docker', 'build', '--pull', '--tag', image, '--', './..'],
    ['docker', 'build', '--pull', '--tag', image, './services'],
    ['docker', 'build', '--file=https://example.com/Dockerfile', `--tag=${image}`, '--', './.'],
    ['git', 'clone', '--quiet', '--no-checkout', '--', 'ext::sh -c id', '.'],
    ['git', 'rev-parse', '--verify', '--quiet', '--end-of-options', 'pull/7/head^{commit}'],
    ['git', 'rev-parse', '--verify', '--quiet', '--end-of-options', 'refs/pull/7/head^{commit}'],
    ['git', 'checkout', '--quiet', '--detach', 'main'],
    ['curl', 'https://example.com'],
    ['terraform', 'init', '-from-module=git::https://example.com/m.git'],
    ['terraform', 'plan', '-input=false', '-json', '-detailed-exitcode', '-out=leasehold.tfplan', '-var=x=1'],
  ] as const)('lists nothing that a request could turn into something else: %s %s %s', (...call) => {
    expect(unlistedCalls([call])).toEqual([expect.stringContaining(JSON.stringify(call))]);
  });

  it('says of each argument that is of a request what it must be', () => {
    const ofRequests = toolArguments.flatMap((row) =>
      row.flatMap((part) => (typeof part === 'string' || part.from !== 'request' ? [] : [part.is])),
    );

    expect(ofRequests.length).toBeGreaterThan(0);
    for (const hostile of [
      '--option',
      'https://example.com',
      'git@example.com:a/b',
      'ext::sh',
      '/etc',
      '../..',
    ])
      expect(ofRequests.filter((is) => is.test(hostile))).toEqual([]);
  });
});
