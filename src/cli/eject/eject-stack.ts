import { CliError, usage } from '../../client/errors';
import type { Context } from '../context';
import type { StackOptions } from '../stacks/stack-options';
import { ejectAll } from './eject-environment';

/** `idp stacks eject`: every component of a stack as plain Terraform, each in a folder of its own, producers before consumers. */
export async function ejectStack(context: Context, options: StackOptions, name: string): Promise<number> {
  const { to, ...rest } = options;
  if (to === undefined)
    throw usage(`Name the folder that is written: 'idp stacks eject ${name} --to <folder>'.`);
  const { components } = await context.api.watch.getStack(name);
  const there = components.filter(({ state }) => state !== 'not-built' && state !== 'gone');
  const unready = there.filter(({ state }) => state !== 'ready');
  if (unready.length > 0 || there.length === 0)
    throw new CliError('conflict', `The stack '${name}' cannot be ejected: ${whyNot(unready)}.`, {
      hints: [`'idp stacks status ${name}' shows how it stands.`],
    });
  const folders = new Map(there.map((one) => [one.environment, one.name]));
  return ejectAll(
    context,
    { ...rest, to },
    {
      what: `The stack ${name}`,
      names: [...folders.keys()],
      folderOf: (environment) => folders.get(environment) ?? environment,
    },
  );
}

function whyNot(unready: readonly { name: string; state: string }[]): string {
  if (unready.length === 0) return 'it has no component that is built';
  return unready.map(({ name, state }) => `${name} is ${state}`).join(', ');
}
