import { chooseVersion, type KnownTemplates, type StackTemplate } from '../../domain/stack/template';
import { stackTemplateOf } from '../../domain/stack/template-of-manifest';
import type { FindTemplate } from '../../domain/stack/resolve-stacks';
import type { Api } from '../api';
import { CliError } from '../errors';

/** A template as a component asks for it. */
export interface AskedTemplate {
  name: string;
  range?: string | undefined;
}

type TemplateApi = Pick<Api, 'listTemplates' | 'getTemplate'>;

/** So many templates are asked for at once. */
const atOnce = 8;

/** The templates that components ask for as the control plane has them. */
export async function readPlaneTemplates(
  api: TemplateApi,
  asked: readonly AskedTemplate[],
): Promise<FindTemplate> {
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
async function readKnown(api: TemplateApi, asked: readonly AskedTemplate[]): Promise<KnownTemplates> {
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

function keyOf({ name, range }: AskedTemplate): string {
  return `${name}@${range ?? ''}`;
}

/** The newest version that may still be used of what is asked for, or why there is none. */
async function readVersion(
  api: TemplateApi,
  asked: AskedTemplate,
  known: KnownTemplates,
): Promise<StackTemplate | string> {
  const chosen = chooseVersion(asked, known);
  if ('problem' in chosen) return chosen.problem;
  const view = await api.getTemplate(asked.name, chosen.version);
  if (view.retired?.as !== 'withdrawn') return stackTemplateOf(view);
  const others = (known.get(asked.name) ?? []).filter((version) => version !== chosen.version);
  return readVersion(api, asked, new Map([[asked.name, others]]));
}
