import { resolve } from 'node:path';
import { CliError } from '../../client/errors';
import { chooseVersion, type KnownTemplates, type StackTemplate } from '../../domain/stack/template';
import { stackTemplateOf } from '../../domain/stack/template-of-manifest';
import type { FindTemplate } from '../../domain/stack/resolve-stacks';
import type { Context } from '../context';

/** A template as a component asks for it. */
interface Asked {
  name: string;
  range?: string | undefined;
}

/** How templates are found, and why some could not be had. */
export interface OpenedTemplates {
  find: FindTemplate;
  /** A sentence for each reason; what depends on such a template was not checked. */
  missing: string[];
}

/** The templates that components ask for: from a folder where one is named, otherwise from the control plane. */
export function openTemplates(
  context: Context,
  asked: readonly Asked[],
  folder: string | undefined,
): Promise<OpenedTemplates> {
  if (folder !== undefined) return fromFolder(context, folder);
  return asked.length === 0
    ? Promise.resolve({ find: () => undefined, missing: [] })
    : fromPlane(context, asked);
}

async function fromFolder({ world }: Context, folder: string): Promise<OpenedTemplates> {
  const { templates, refused } = await world.readTemplates(resolve(world.cwd, folder));
  const versions = new Map(templates.map((one) => [one.name, stackTemplateOf(one)]));
  const known: KnownTemplates = new Map(templates.map(({ name, version }) => [name, [version]]));
  const unread = new Set(refused.map(({ name }) => name));
  const find: FindTemplate = (wanted) => {
    if (unread.has(wanted.name)) return undefined;
    const chosen = chooseVersion(wanted, known);
    return 'problem' in chosen ? chosen.problem : versions.get(wanted.name);
  };
  return {
    find,
    missing: refused.map(
      ({ name, reasons }) => `The template ${name} of ${folder} cannot be used: ${reasons[0] ?? ''}`,
    ),
  };
}

async function fromPlane(context: Context, asked: readonly Asked[]): Promise<OpenedTemplates> {
  try {
    return { find: await readPlane(context, asked), missing: [] };
  } catch (error) {
    if (!(error instanceof CliError) || error.kind === 'interrupted') throw error;
    return {
      find: () => undefined,
      missing: [
        `The templates could not be read from a control plane: ${error.message} Inputs, versions and outputs were not checked; name a folder of templates with --templates.`,
      ],
    };
  }
}

/** So many templates are asked for at once. */
const atOnce = 8;

async function readPlane({ api }: Context, asked: readonly Asked[]): Promise<FindTemplate> {
  const known = await readKnown(api, asked);
  const found = new Map<string, StackTemplate | string>();
  const unique = [...new Map(asked.map((one) => [keyOf(one), one])).values()];
  for (let from = 0; from < unique.length; from += atOnce) {
    const some = unique.slice(from, from + atOnce);
    const read = await Promise.all(some.map((one) => readVersion(api, one, known)));
    some.forEach((one, index) => found.set(keyOf(one), read[index] ?? ''));
  }
  return (one) => found.get(keyOf(one));
}

/** The versions of each template. A list may be seconds old: one that it does not have is asked for by its name. */
async function readKnown(api: Context['api'], asked: readonly Asked[]): Promise<KnownTemplates> {
  const summaries = await api.listTemplates();
  const known = new Map(summaries.map(({ name, versions }) => [name, versions as readonly string[]]));
  const strangers = [...new Set(asked.map(({ name }) => name))].filter((name) => !known.has(name));
  for (const name of strangers) {
    const newest = await api.getTemplate(name).catch(unlessUnknown);
    if (newest) known.set(name, [newest.version]);
  }
  return known;
}

function unlessUnknown(error: unknown): undefined {
  if (error instanceof CliError && (error.kind === 'not-found' || error.kind === 'invalid')) return;
  throw error;
}

function keyOf({ name, range }: Asked): string {
  return `${name}@${range ?? ''}`;
}

/** The newest version that may still be used of what is asked for, or why there is none. */
async function readVersion(
  api: Context['api'],
  asked: Asked,
  known: KnownTemplates,
): Promise<StackTemplate | string> {
  const chosen = chooseVersion(asked, known);
  if ('problem' in chosen) return chosen.problem;
  const view = await api.getTemplate(asked.name, chosen.version);
  if (view.retired?.as !== 'withdrawn') return stackTemplateOf(view);
  const others = (known.get(asked.name) ?? []).filter((version) => version !== chosen.version);
  return readVersion(api, asked, new Map([[asked.name, others]]));
}
