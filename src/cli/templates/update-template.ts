import { relative } from 'node:path';
import { exitCodes, success } from '../../client/exit-codes';
import { counted } from '../../domain/base/counted';
import type { Context } from '../context';
import { moduleIn, schemaAddress } from './init-template';

/** `idp template update`: merges what init would write now into a template.yaml that was edited since. */
export async function updateTemplate(context: Context, folder: string, from?: string): Promise<number> {
  const { world, screen } = context;
  const workshop = await world.workshop();
  const module = from === undefined ? undefined : moduleIn(from);
  const updated = await workshop.update(folder, module, await schemaAddress(context));
  const { conflicts, isChanged } = updated;
  const file = relative(world.cwd, updated.file) || updated.file;
  screen.show(updated, () => {
    if (conflicts > 0)
      return [
        `${file} has ${counted(conflicts, 'conflict')}: what you changed and what is new are at the same lines.`,
        `Decide each place between <<<<<<< and >>>>>>>, then run 'idp template check ${folder}'.`,
      ];
    return isChanged
      ? [`Updated ${file}.`, `Next: 'idp template check ${folder}'`]
      : [`${file} is up to date.`];
  });
  return conflicts > 0 ? exitCodes.conflict : success;
}
