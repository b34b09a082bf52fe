import { CliError } from '../../client/errors';
import { fetchSigned } from '../../client/templates/fetch-signed';
import { followEnvironment } from '../../client/follow-environment';
import type { OpenedRoot } from '../../client/templates/ejector';
import type { EnvironmentView } from '../../client/typed/types';
import type { Context } from '../context';

/** One environment as plain Terraform, and what it was when it was packed. */
export interface TakenRoot {
  view: EnvironmentView;
  /** Of which outputs values were taken, by the names of their variables, as far as only its stack says it. */
  comments: Record<string, string>;
  root: OpenedRoot;
}

/** Has an environment packed for a key that this command alone has, fetches it, and opens it. */
export async function takeRoot(context: Context, name: string): Promise<TakenRoot> {
  const { api, world } = context;
  const { key, open } = await world.createEjectKeys();
  const asked = await api.ejectEnvironment(name, key);
  const run = asked.check?.id;
  if (run === undefined) throw noCopy(name, 'it was over before it began');
  const watcher = { ...context, api: { watch: api.watch } };
  const view = await followEnvironment(watcher, asked, (seen) => seen.check?.id !== run);
  await refuseFailed(context, name, run);
  const { url, run: sealedBy, life, bytes } = await api.getEjected(name);
  if (sealedBy !== run) throw noCopy(name, 'another request that you made replaced it');
  const { interrupted } = world;
  const sealed = await fetchSigned(url, { what: 'sealed copy', does: 'keeps the document', interrupted });
  if (sealed.length !== bytes) throw noCopy(name, 'not all of it could be fetched');
  const comments = await commentsOf(context, view);
  return { view, comments, root: opened(name, () => open(sealed, { life, run })) };
}

/** What a component was given is a value to it: which output that was is said in the document of its stack. */
async function commentsOf({ api }: Context, { stack }: EnvironmentView): Promise<Record<string, string>> {
  if (!stack) return {};
  const { components } = await api.getStackDocument(stack.name);
  const said = new Map<string, string>();
  for (const { path, ref } of components[stack.component]?.references ?? []) {
    const [, name = '', ...part] = path.split('/').map(unescaped);
    const text = `from ${ref}${part.length > 0 ? ` (${part.join('.')})` : ''}`;
    said.set(name, [said.get(name), text].filter(Boolean).join(', '));
  }
  return Object.fromEntries(said);
}

/** A part of a JSON pointer. */
function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

async function refuseFailed({ api }: Context, name: string, run: string): Promise<void> {
  const { result, failureReason } = await api.watch.getRun(run);
  if (result === 'ejected') return;
  if (result === 'replaced') throw noCopy(name, 'a run or a check of it took its place');
  throw new CliError(
    'unsuccessful',
    `'${name}' could not be packed: ${failureReason ?? result ?? 'no result'}`,
    {
      hints: [`'idp logs ${name} --run ${run}' shows what its build said.`],
    },
  );
}

function opened(name: string, open: () => OpenedRoot): OpenedRoot {
  try {
    return open();
  } catch (cause) {
    throw new CliError('broken', `The copy of '${name}' is not the one that was made for you.`, { cause });
  }
}

function noCopy(name: string, why: string): CliError {
  return new CliError('conflict', `'${name}' was not ejected: ${why}.`, {
    hints: ['Run the command again.'],
  });
}
