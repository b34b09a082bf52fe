import { exitCodes, success } from '../../../client/exit-codes';
import { hasChanges } from '../../../domain/stack/compare-documents';
import type { Context } from '../../context';
import { renderChanges } from './render-changes';
import { placeIn } from '../open-stacks';
import type { StackOptions } from '../stack-options';
import { readChange } from './read-change';

/** `idp stacks diff`: what the folder says beside the revision in force; ends with 7 where they differ. */
export async function diffStack(context: Context, options: StackOptions, name: string): Promise<number> {
  const { changes, present, shown } = await readChange(context, options, name);
  const { screen } = context;
  const revision = present?.revision.number ?? null;
  screen.show({ stack: name, revision, components: changes }, () => [
    revision === null
      ? `The stack ${screen.paint.bold(name)} is not on the control plane.`
      : `The folder beside revision ${revision} of ${screen.paint.bold(name)}`,
    ...renderChanges(changes, screen.paint, (place) => placeIn(place, shown)),
  ]);
  return hasChanges(changes) ? exitCodes.unsuccessful : success;
}
