import type { Api } from '../api';
import { CliError } from '../errors';
import type { StackView } from '../typed/stack-api';

/** The stack as the control plane has it; undefined where there is none, or where it has ended. */
export async function livingStack(api: Pick<Api, 'watch'>, name: string): Promise<StackView | undefined> {
  try {
    const found = await api.watch.getStack(name);
    return found.status === 'destroyed' ? undefined : found;
  } catch (error) {
    if (error instanceof CliError && error.facts.code === 'StackNotFound') return undefined;
    throw error;
  }
}
