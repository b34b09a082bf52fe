import type { EnvironmentView } from '../client/typed/types';
import { exitCodeOf, success } from '../client/exit-codes';
import { asTrouble, complain, documentOf } from './complain';
import type { Context } from './context';
import { followDestroy } from './report-destroy';

interface Several {
  wait: boolean;
  /** Confirms and requests one destroy. */
  begin: (name: string) => Promise<EnvironmentView>;
}

/** What became of one name: its exit code, and its document. */
interface Outcome {
  code: number;
  document: unknown;
}

/**
 * Destroys one environment after the other: all are confirmed and requested before the first is waited for. What fails for one
 * keeps no other from its end; the exit code is that of the first that failed, and the one document is a list.
 */
export async function destroySeveral(
  context: Context,
  names: string[],
  { wait, begin }: Several,
): Promise<number> {
  const begun: { name: string; asked: EnvironmentView | Outcome }[] = [];
  for (const name of names) begun.push({ name, asked: await attempt(context, name, () => begin(name)) });
  const outcomes: Outcome[] = [];
  for (const { name, asked } of begun)
    outcomes.push('code' in asked ? asked : await attempt(context, name, () => follow(context, asked, wait)));
  if (context.screen.json)
    context.screen.show(
      outcomes.map(({ document }) => document),
      () => [],
    );
  return outcomes.find(({ code }) => code !== success)?.code ?? success;
}

/** The document of one is kept for the list of all. */
async function follow(context: Context, asked: EnvironmentView, wait: boolean): Promise<Outcome> {
  const { screen } = context;
  let document: unknown = null;
  const show: typeof screen.show = (shown, render) => {
    document = shown;
    if (!screen.json) screen.show(shown, render);
  };
  const code = await followDestroy({ ...context, screen: { ...screen, show } }, asked, wait);
  return { code, document };
}

/** Whoever presses Ctrl-C leaves everything. */
async function attempt<Result>(
  { world }: Context,
  name: string,
  act: () => Promise<Result>,
): Promise<Result | Outcome> {
  try {
    return await act();
  } catch (error) {
    const trouble = asTrouble(error);
    if (trouble.kind === 'interrupted') throw error;
    world.stderr.write(`${name}: `);
    await complain(trouble, { document: undefined, world });
    return { code: exitCodeOf(error), document: { name, error: documentOf(trouble) } };
  }
}
