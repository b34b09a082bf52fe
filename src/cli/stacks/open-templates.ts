import { resolve } from 'node:path';
import { CliError } from '../../client/errors';
import { type AskedTemplate, readPlaneTemplates } from '../../client/stacks/plane-templates';
import { chooseVersion, type KnownTemplates } from '../../domain/stack/template';
import { stackTemplateOf } from '../../domain/stack/template-of-manifest';
import type { FindTemplate } from '../../domain/stack/resolve-stacks';
import type { Context } from '../context';

/** How templates are found, and why some could not be had. */
export interface OpenedTemplates {
  find: FindTemplate;
  /** A sentence for each reason; what depends on such a template was not checked. */
  missing: string[];
}

/** The templates that components ask for: from a folder where one is named, otherwise from the control plane. */
export function openTemplates(
  context: Context,
  asked: readonly AskedTemplate[],
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

async function fromPlane(context: Context, asked: readonly AskedTemplate[]): Promise<OpenedTemplates> {
  try {
    return { find: await readPlaneTemplates(context.api, asked), missing: [] };
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
