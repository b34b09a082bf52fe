import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readRootModules } from '../../../src/author/read-root-modules';
import { importRepository } from '../../../src/client/stacks/import-atmos/import-repository';
import { manifestsOf, readRepository } from '../../../src/client/stacks/import-atmos/read-repository';
import { readPresets } from '../../../src/client/stacks/presets/presets';
import { readLayers } from '../../../src/client/stacks/read-layers';
import { CliError } from '../../../src/client/errors';
import { resolveComponents } from '../../../src/domain/stack/import-atmos/components';
import type { Finding } from '../../../src/domain/stack/import-atmos/repository';
import { valueOf } from '../../../src/domain/stack/node';
import { draftStacks, resolveStacks } from '../../../src/domain/stack/resolve-stacks';

/** A checkout of Atmos itself: its examples, and what its own tests say that they come to. */
const atmos = process.env['LEASEHOLD_ATMOS'];

describe("Atmos's own repository", () => {
  it('is read, every example of it, and what is written has no problem but circles that Atmos has too', async () => {
    if (atmos === undefined) return notRun();
    const outcomes = await Promise.all(repositoriesIn(atmos).map(outcomeOf));
    for (const { folder, refusal } of outcomes)
      if (refusal !== undefined)
        process.stderr.write(`refused: ${folder}: ${refusal.code}: ${refusal.message}\n`);
    const refused = outcomes.filter(({ refusal }) => refusal && !isAllowed(refusal));
    expect(refused.map(({ folder, refusal }) => ({ folder, refusal }))).toEqual([]);
    expect(outcomes.filter(({ isSilent }) => isSilent).map(({ folder }) => folder)).toEqual([]);
    expect(outcomes.flatMap(({ problems }) => problems)).toEqual([]);
    expect(outcomes.filter(({ files }) => files > 0).length).toBeGreaterThan(100);
  }, 300_000);

  it('comes to the values of its golden outputs', async () => {
    if (atmos === undefined) return notRun();
    // The others are run in a folder of one component, which an import never is.
    const goldens = goldensIn(atmos).filter(({ folder }) => existsSync(join(folder, 'atmos.yaml')));
    const compared = await Promise.all(
      goldens.map(async (golden) => ({ golden, own: await ownValues(golden) })),
    );
    const comparable = compared.filter(({ own }) => own !== 'an include');
    for (const { golden, own } of comparable)
      expect({ test: golden.name, vars: own }).toEqual({
        test: golden.name,
        vars: withoutListed(golden.vars, own),
      });
    expect(comparable.length).toBeGreaterThanOrEqual(5);
  }, 300_000);
});

function notRun(): void {
  process.stderr.write(`not run: ${expect.getState().currentTestName}: LEASEHOLD_ATMOS names no checkout.\n`);
}

function repositoriesIn(root: string): string[] {
  return ['examples', 'tests/fixtures/scenarios'].flatMap((base) =>
    readdirSync(join(root, base))
      .map((name) => join(root, base, name))
      .filter((folder) => existsSync(join(folder, 'atmos.yaml'))),
  );
}

interface Outcome {
  folder: string;
  files: number;
  problems: string[];
  /** Whether nothing is written and nothing says why, though a manifest names a component that is not abstract. */
  isSilent?: boolean;
  refusal?: { code: string; message: string };
}

/** The only repositories that may be refused: those without stacks, or with a configuration that Atmos's tests have broken. */
function isAllowed({ code }: { code: string }): boolean {
  return code === 'NoStacksFolder' || code === 'InvalidAtmosConfig';
}

async function outcomeOf(folder: string): Promise<Outcome> {
  try {
    const { files, findings } = await importRepository(folder, readRootModules);
    const isSilent = files.size === 0 && findings.length === 0 && (await namesComponents(folder));
    const read = readLayers(
      [...files].map(([file, text]) => ({ file, bytes: Buffer.from(text), digest: file })),
    );
    const { problems } = resolveStacks(draftStacks(read, readPresets()), () => undefined, read.problems);
    const others = problems.filter(({ message }) => !message.startsWith('a circle'));
    return {
      folder,
      files: files.size,
      isSilent,
      problems: others.map(({ file, message }) => `${folder}/${file}: ${message}`),
    };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const refusal = { code: error.facts.code ?? 'none', message: error.message };
    return { folder, files: 0, problems: [], refusal };
  }
}

/** By the text alone, so that what the import reads wrongly is not what it is held against. */
async function namesComponents(folder: string): Promise<boolean> {
  const repository = await readRepository(folder);
  return manifestsOf(repository).some((file) => {
    const text = repository.files.get(file) ?? '';
    return /^ {2}terraform:\s*\n {4}\S/m.test(text) && !/type: abstract/.test(text);
  });
}

interface Golden {
  name: string;
  folder: string;
  component: string;
  stack: string;
  vars: unknown;
}

interface TestCase {
  name: string;
  workdir?: string;
  args?: string[];
}

/** What `atmos describe component` prints in Atmos's own tests, where it prints one. */
function goldensIn(root: string): Golden[] {
  const tests = join(root, 'tests');
  const cases = readdirSync(join(tests, 'test-cases'))
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => {
      const read = parse(readFileSync(join(tests, 'test-cases', name), 'utf8'), { logLevel: 'silent' }) as {
        tests?: TestCase[];
      };
      return read.tests ?? [];
    });
  return cases.flatMap(({ name, workdir = '', args = [] }) => {
    const [verb, noun, component = '', flag, stack = ''] = args;
    const file = join(tests, 'snapshots', `TestCLICommands_${name.replaceAll(/[ /]/g, '_')}.stdout.golden`);
    if (
      verb !== 'describe' ||
      noun !== 'component' ||
      !['-s', '--stack'].includes(flag ?? '') ||
      !existsSync(file)
    )
      return [];
    const printed = parse(readFileSync(file, 'utf8'), { logLevel: 'silent' }) as { vars?: unknown } | null;
    return printed?.vars === undefined
      ? []
      : [{ name, folder: join(tests, workdir), component, stack, vars: printed.vars }];
  });
}

/** A template that is not rendered here is listed by the import, and left as it is written. */
function withoutListed(golden: unknown, own: unknown): unknown {
  if (typeof own === 'string' && own.includes('{{')) return own;
  if (typeof golden !== 'object' || golden === null || typeof own !== 'object' || own === null) return golden;
  const inner = (key: string) => (own as Record<string, unknown>)[key];
  if (Array.isArray(golden)) return golden.map((one, index) => withoutListed(one, inner(String(index))));
  return Object.fromEntries(
    Object.entries(golden).map(([key, one]) => [key, withoutListed(one, inner(key))]),
  );
}

async function ownValues({ folder, component, stack }: Golden): Promise<unknown> {
  const repository = await readRepository(folder);
  const findings: Finding[] = [];
  const all = resolveComponents({ ...repository, findings }, manifestsOf(repository));
  const found = all.find(
    (one) => one.name === component && [one.stack, one.manifest.replace(/\.ya?ml$/, '')].includes(stack),
  );
  // What an include would read is listed, and cannot be compared.
  if (
    findings.some(
      ({ message, file }) => message.includes('!include') && found?.manifest && file.endsWith(found.manifest),
    )
  )
    return 'an include';
  return found && valueOf(found.vars);
}
