import { relative } from 'node:path';
import { usage } from '../../client/errors';
import { counted } from '../../domain/base/counted';
import type { Context } from '../context';

/** `idp template init`: writes what a folder lacks to be a template. */
export async function initTemplate(context: Context, folder: string, from?: string): Promise<void> {
  const { world, screen } = context;
  const workshop = await world.workshop();
  const module = from === undefined ? undefined : moduleIn(from);
  const made = await workshop.init(folder, module, await schemaAddress(context));
  screen.show(made, () => [
    ...made.files.map((file) => `Wrote ${relative(world.cwd, file) || file}`),
    `${counted(made.inputs.required, 'input')} required, ${made.inputs.optional} optional. Go over template.yaml: its title, lease and bounds.`,
    ...describeLock(made.lock),
    `Next: 'idp template check ${folder}'`,
  ]);
}

/** Where an editor finds the schema of a template.yaml: at the control plane, if one is known; a folder is begun without one, too. */
export async function schemaAddress({ locate }: Context): Promise<string | undefined> {
  const located = await locate().catch(() => undefined);
  return located && `${located.url}/schemas/template.json`;
}

/** `<source>@<version>` of a registry, or a source alone. */
export function moduleIn(from: string): { source: string; version?: string } {
  const [, source = from, version] = /^([^@]+)@(\d[^@/]*)$/.exec(from) ?? [];
  if (/^[\w-]+\/[\w-]+\/[\w-]+(\/\/.*)?$/.test(source) && version === undefined)
    throw usage(`Name the version of the module, such as ${source}@1.2.3.`);
  return version === undefined ? { source } : { source, version };
}

function describeLock(
  lock: { platforms: string[]; missing: { platform: string; reason: string }[] } | undefined,
) {
  if (lock === undefined) return [];
  const locked = lock.platforms.join(', ') || 'no platform';
  return [
    `Providers are locked for ${locked}.`,
    ...lock.missing.map(({ platform, reason }) => `Not locked for ${platform}: ${reason}`),
  ];
}
