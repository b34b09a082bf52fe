import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { matchesGlob } from '../../../domain/stack/import-atmos/glob';
import { strategyOf } from '../../../domain/stack/import-atmos/merge-values';
import type { AtmosConfig, AtmosRepository, Finding } from '../../../domain/stack/import-atmos/repository';
import { CliError } from '../../errors';
import { listUnread } from './list-unread';
import { parseManifest } from './parse-manifest';

const Strings = z.array(z.string()).nullish();

/** What counts of `atmos.yaml`; what else is there is for Atmos alone. */
const ConfigFile = z.looseObject({
  base_path: z.string().nullish(),
  stacks: z
    .looseObject({
      base_path: z.string().nullish(),
      included_paths: Strings,
      excluded_paths: Strings,
      name_pattern: z.string().nullish(),
      name_template: z.string().nullish(),
    })
    .nullish(),
  components: z
    .looseObject({ terraform: z.looseObject({ base_path: z.string().nullish() }).nullish() })
    .nullish(),
  settings: z.looseObject({ list_merge_strategy: z.string().nullish() }).nullish(),
  templates: z
    .looseObject({ settings: z.looseObject({ enabled: z.boolean().nullish() }).nullish() })
    .nullish(),
});

const mostFiles = 20_000;
const mostBytes = 4 * 1024 * 1024;

/** An Atmos repository of this machine. */
export async function readRepository(folder: string): Promise<AtmosRepository> {
  const { config, unread } = await readConfig(folder);
  const paths = await listFiles(join(folder, config.stacksPath));
  const files = await Promise.all(
    paths.map(async (path) => [path, await readFile(join(folder, config.stacksPath, path), 'utf8')] as const),
  );
  return { config, files: new Map(files), parse: parseManifest, unread };
}

/** The manifests that are stacks, in the order of their paths. */
export function manifestsOf({ config, files }: AtmosRepository): string[] {
  return [...files.keys()]
    .filter((file) => isAmong(config.included, file) && !isAmong(config.excluded, file))
    .sort();
}

function isAmong(patterns: readonly string[], file: string): boolean {
  return patterns.some((pattern) => {
    const hasEnding = /\.ya?ml(?:\.tmpl)?$/.test(pattern);
    const endings = hasEnding ? [''] : ['.yaml', '.yml', '.yaml.tmpl', '.yml.tmpl'];
    return endings.some((ending) => matchesGlob(pattern + ending, file));
  });
}

async function readConfig(folder: string): Promise<{ config: AtmosConfig; unread: Finding[] }> {
  const names = ['atmos.yaml', 'atmos.yml', '.atmos.yaml'];
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => undefined);
    if (text !== undefined)
      return { config: configOf(name, text), unread: await listUnread(folder, name, text) };
  }
  throw new CliError('not-found', `There is no atmos.yaml in ${folder}.`, {
    code: 'NoAtmosConfig',
    hints: ['Name the folder of the repository that has it: idp stacks import atmos <folder>.'],
  });
}

function configOf(name: string, text: string): AtmosConfig {
  const parsed = ConfigFile.safeParse(parseQuietly(name, text) ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CliError('invalid', `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`, {
      code: 'InvalidAtmosConfig',
    });
  }
  const { base_path, stacks, components, settings, templates } = parsed.data;
  return {
    stacksPath: pathOf(name, base_path ?? '.', stacks?.base_path ?? 'stacks'),
    componentsPath: pathOf(
      name,
      base_path ?? '.',
      components?.terraform?.base_path ?? 'components/terraform',
    ),
    included: stacks?.included_paths?.map(clean) ?? ['**/*'],
    excluded: stacks?.excluded_paths?.map(clean) ?? [],
    namePattern: stacks?.name_pattern ?? undefined,
    nameTemplate: stacks?.name_template ?? undefined,
    lists: strategyOf(settings?.list_merge_strategy) ?? 'replace',
    templates: templates?.settings?.enabled === true,
  };
}

function parseQuietly(name: string, text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent' });
  } catch (cause) {
    throw new CliError('invalid', `${name} is not valid YAML: ${(cause as Error).message}`, {
      code: 'InvalidAtmosConfig',
      cause,
    });
  }
}

function clean(pattern: string): string {
  return pattern.replace(/^\.\//, '');
}

/** A folder may lie beside the one that is named, as where several repositories share their components. */
function pathOf(name: string, base: string, path: string): string {
  const root = base === '' || base.startsWith('!') ? '.' : base;
  const joined = posix.normalize(posix.join(root, path)).replace(/\/$/, '');
  if (!posix.isAbsolute(root) && !posix.isAbsolute(path)) return joined;
  throw new CliError('invalid', `${name}: ${joined} is not below the folder of the repository.`, {
    code: 'InvalidAtmosConfig',
    hints: ['Write a path from the folder of atmos.yaml.'],
  });
}

async function listFiles(root: string): Promise<string[]> {
  const found: string[] = [];
  const open = [''];
  for (let under = open.pop(); under !== undefined; under = open.pop()) {
    const entries = await readdir(join(root, under), { withFileTypes: true }).catch((cause: unknown) => {
      throw new CliError('not-found', `The folder ${root} cannot be read: ${(cause as Error).message}`, {
        code: 'NoStacksFolder',
        cause,
      });
    });
    for (const entry of entries) {
      const path = under === '' ? entry.name : `${under}/${entry.name}`;
      if (entry.name === '.git' || entry.name === 'node_modules') continue;
      if (entry.isDirectory()) open.push(path);
      else if (entry.isFile() && /\.(?:ya?ml|tmpl)$/.test(entry.name)) found.push(path);
    }
    if (found.length > mostFiles)
      throw new CliError('invalid', `${root} has more than ${mostFiles} manifests.`);
  }
  await Promise.all(found.map((path) => refuseLarge(join(root, path))));
  return found.sort();
}

async function refuseLarge(path: string): Promise<void> {
  const { size } = await lstat(path);
  if (size > mostBytes) throw new CliError('invalid', `${path} is larger than ${mostBytes} bytes.`);
}
