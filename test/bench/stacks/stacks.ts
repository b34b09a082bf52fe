import { execFile, execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startFakeApi } from '../../support/cli/fake-api';
import type { Bench, Figure } from '../figure';
import { measurePairs, show, spreadOf } from '../measure';
import { benchTemplates } from './bench-templates';
import { makeFolder } from './make-folder';
import { resolveOneStack } from './one-stack';

const run = promisify(execFile);
const whole = 1_000;
const limits = { cpuMs: 5_000, mb: 250, oneMs: 50, coldMs: 7_000, cachedMs: 4_000 };

/** What a program used until its end. */
interface Usage {
  cpuMs: number;
  mb: number;
}

/** Stacks of a large organisation, resolved and checked by the command as it is shipped. */
export const stacks: Bench = {
  name: 'stacks',
  about:
    '1,000 stacks of 10 components: resolved and validated with sources, one of them, and what a commit affects',
  run: async ({ pairs, share }, say) => {
    const folder = mkdtempSync(join(tmpdir(), 'leasehold-bench-stacks-'));
    const count = Math.max(20, Math.round(whole * share));
    const files = makeFolder(folder, count);
    say(`${count} stacks in ${files} files`);
    const api = await startFakeApi({
      'GET /templates': {
        items: benchTemplates.map(({ name }) => ({ name, versions: ['1.0.0'] })),
        next: null,
      },
      ...Object.fromEntries(benchTemplates.map((one) => [`GET /templates/${one.name}`, one])),
    });
    try {
      return await measure({ folder, url: api.url, pairs: Math.min(pairs, 3) });
    } finally {
      await api.stop();
      rmSync(folder, { recursive: true });
    }
  },
};

interface Measured {
  folder: string;
  url: string;
  pairs: number;
}

async function measure({ folder, url, pairs }: Measured): Promise<Figure[]> {
  const usages: Usage[] = [];
  const idp = (...args: string[]) =>
    program([join(process.cwd(), 'dist/bin/idp.cjs'), ...args], { folder, url });
  const validate = async () => {
    const usage = await idp('stacks', 'validate', '.');
    usages.push(usage);
    rmSync(join(folder, '.cache'), { recursive: true, force: true });
    return usage.cpuMs;
  };
  const merged = async () =>
    (await program([join(import.meta.dirname, 'plain-merge.cjs'), folder], { folder, url })).cpuMs;
  const all = await measurePairs(pairs, { ours: validate, reference: merged });
  const memory = spreadOf(usages.map(({ mb }) => mb));
  const one = spreadOf(await repeat(15, async () => resolveOneStack(folder)));
  commitTwice(folder);
  const affected = async () => (await idp('stacks', 'affected', 'HEAD~1', 'HEAD', '--folder', '.')).cpuMs;
  const cold = await affected();
  const cached = spreadOf(await repeat(pairs, affected));
  const reference = `yaml and a deep merge: ${show(all.reference)}`;
  return [
    figure('stacks: validate all, CPU', all.ours.median, {
      most: limits.cpuMs,
      shown: show(all.ours),
      reference,
      detail: all,
    }),
    figure('stacks: validate all, memory', memory.median, {
      most: limits.mb,
      shown: megabytes(memory.median),
      unit: 'MB',
      detail: memory,
    }),
    figure('stacks: one stack with sources, CPU', one.median, {
      most: limits.oneMs,
      shown: show(one),
      detail: one,
    }),
    figure('stacks: affected, cold, CPU', cold, {
      most: limits.coldMs,
      shown: `${cold.toFixed(0)} ms`,
      detail: cold,
    }),
    figure('stacks: affected, layers kept, CPU', cached.median, {
      most: limits.cachedMs,
      shown: show(cached),
      detail: cached,
    }),
  ];
}

function figure(
  name: string,
  value: number,
  {
    most,
    shown,
    reference = '',
    unit = 'ms',
    detail,
  }: { most: number; shown: string; reference?: string; unit?: string; detail: unknown },
): Figure {
  const result = `${value.toFixed(0)} ${unit}`;
  return {
    name,
    measured: shown,
    reference,
    result,
    target: `≤ ${most} ${unit}`,
    met: value <= most,
    detail,
  };
}

function megabytes(mb: number): string {
  return `${mb.toFixed(0)} MB`;
}

async function repeat(times: number, task: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let at = 0; at < times; at++) values.push(await task());
  return values;
}

/** Runs a program of Node to its end, and says what it used; throws where it fails. */
async function program(args: string[], { folder, url }: { folder: string; url: string }): Promise<Usage> {
  const file = join(folder, '.usage.json');
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    IDP_URL: url,
    IDP_TOKEN: 'token',
    LEASEHOLD_USAGE: file,
    LEASEHOLD_YAML: createRequire(import.meta.url).resolve('yaml'),
  };
  const measured = ['--require', join(import.meta.dirname, 'usage.cjs'), ...args];
  await run(process.execPath, measured, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(readFileSync(file, 'utf8')) as Usage;
}

/** The folder as two commits have it, of which the later one changes a component of every stack. */
function commitTwice(folder: string): void {
  const who = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com'];
  const git = (...args: string[]) => execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'ignore' });
  const commit = (message: string) => {
    git('add', '--all', '.');
    git('commit', '--quiet', `--message=${message}`);
  };
  git('init', '--quiet');
  commit('one');
  appendFileSync(join(folder, 'catalog/vpc.yaml'), '      log_days: 90\n');
  commit('two');
}
