import { CliError } from '../../../client/errors';
import { askedIn, type Drafts, type FindTemplate, resolveValues } from '../../../domain/stack/resolve-stacks';
import type { Problems } from '../../../domain/stack/place';
import { nodeOf } from '../../../domain/stack/graph';
import { type Running, type VersionRow, versionRows } from '../../../domain/stack/upgrades/version-rows';
import type { Context } from '../../context';
import { draftStacksOf } from '../open-stacks';
import { openTemplates } from '../open-templates';
import type { StackOptions } from '../stack-options';

/** The versions of all components of a folder, and what could not be read. */
export interface ReadVersions {
  rows: VersionRow[];
  drafts: Drafts;
  find: FindTemplate;
  shown: string;
  problems: Problems;
  missing: string[];
}

/** Reads what ranges the files say, what versions there are, and what runs. `more` are versions that are to be found too. */
export async function readVersions(
  context: Context,
  options: StackOptions,
  more: readonly { name: string; range?: string | undefined }[] = [],
): Promise<ReadVersions> {
  const { shown, drafts, problems } = await draftStacksOf(context, options.folder);
  const asked = askedIn(drafts);
  const newest = asked.map(({ name }) => ({ name }));
  const { find, missing } = await openTemplates(context, [...asked, ...newest, ...more], options.templates);
  const running = options.templates === undefined ? await readRunning(context) : nothing;
  const stacks = resolveValues(drafts, find, problems);
  return {
    rows: versionRows(stacks, { find, running: running.versions }),
    drafts,
    find,
    shown,
    problems,
    missing: [...missing, ...running.missing],
  };
}

/** What runs, and why that could not be read. */
interface ReadRunning {
  versions: Running;
  missing: string[];
}

const nothing: ReadRunning = { versions: new Map(), missing: [] };

async function readRunning({ api }: Context): Promise<ReadRunning> {
  try {
    const views = await api.listEnvironments({});
    const own = views.flatMap(({ stack, template }) =>
      stack ? [[nodeOf(stack.name, stack.component), template.version] as const] : [],
    );
    return { versions: new Map(own), missing: [] };
  } catch (error) {
    if (!(error instanceof CliError) || error.kind === 'interrupted') throw error;
    const why = `What runs could not be read from the control plane: ${error.message}`;
    return { versions: new Map(), missing: [why] };
  }
}
