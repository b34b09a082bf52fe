import type { PlanJson } from '../../../src/domain/terraform/plan-json';
import type { EmulatedAccount } from './emulated-account';

/** A root module, and what it is changed to. */
interface Life {
  main: string;
  changed: string;
}

/** What is left to do after each step of a life, and what is left at its end: nothing, where the emulator does as AWS does. */
export interface Lived {
  afterApply: string[];
  /** What the change did. */
  changes: string[];
  afterChange: string[];
  left: unknown[];
}

/** Applies a root with the real provider, plans it again, changes it, plans it again, and destroys it. */
export async function liveAndEnd(
  account: Pick<EmulatedAccount, 'open'>,
  { main, changed }: Life,
): Promise<Lived> {
  const workspace = await account.open(main);
  const plan = async (): Promise<string[]> => {
    await workspace.terraform.plan('change');
    return changesIn(await workspace.terraform.showPlan());
  };
  try {
    await workspace.apply();
    const afterApply = await plan();
    await workspace.rewrite(changed);
    const changes = changesIn(await workspace.apply());
    const afterChange = await plan();
    await workspace.destroy();
    const { resources } = JSON.parse(await workspace.readState()) as { resources: unknown[] };
    await workspace.remove();
    return { afterApply, changes, afterChange, left: resources };
  } catch (error) {
    throw new Error(`${String(error)}\n${workspace.lines.slice(-60).join('\n')}`, { cause: error });
  }
}

/** Each change with its first differing attributes. */
function changesIn({ resource_changes: all = [] }: PlanJson): string[] {
  return all
    .filter(({ change: { actions } }) => !['no-op', 'read'].includes(actions.join()))
    .map(({ address, change: { actions, before, after } }) => {
      const [from, to] = [before, after].map((one) => one ?? {});
      const named = Object.keys(to ?? {}).filter((key) => isOther(from?.[key], to?.[key]));
      return `${actions.join()} ${address}${actions.join() === 'update' ? `: ${named.join(', ')}` : ''}`;
    })
    .sort();
}

const isOther = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);
