import { CliError } from '../../client/errors';
import { isGone } from '../../client/follow-environment';
import type { Actor, EnvironmentView } from '../../client/typed/types';
import { previewNameParts } from '../../domain/access/preview-name';
import type { ActionContext } from '../action-context';

/** Who asks, and every preview of the pull request that the control plane knows, ended ones too. */
export interface OwnPreviews {
  me: Actor;
  all: EnvironmentView[];
}

/**
 * Finds the previews of a pull request by issuer, repository id and number, whatever they or the repository are called. A
 * workflow that runs after a merge is its branch's, which has no preview itself but owns those of the pull request.
 */
export async function findOwnPreviews(
  { api }: ActionContext,
  number: number | undefined,
): Promise<OwnPreviews> {
  const me = await api.getMe();
  if (me.preview !== undefined) {
    const names = me.previews ?? [];
    return { me, all: await Promise.all(names.map((name) => api.getEnvironment(name))) };
  }
  if (number === undefined) return { me, all: [] };
  const owners = [me.id, ...(me.formerly === undefined ? [] : [me.formerly])];
  const lists = owners.map((owner) => api.listEnvironments({ owner: `${owner}:pull:${number}` }));
  return { me, all: (await Promise.all(lists)).flat() };
}

/** Whether it is there. */
export function lives({ status }: EnvironmentView): boolean {
  return !isGone(status);
}

/** The preview that is made from a file; one that was made before files were kept is the first file's that asks. */
export function madeFrom(all: readonly EnvironmentView[], file: string): EnvironmentView | undefined {
  const living = all.filter(lives);
  const from = ({ source }: EnvironmentView) => source?.file === file;
  const unknown = ({ source }: EnvironmentView) => source === undefined;
  return living.find(from) ?? living.find(unknown) ?? all.find(from) ?? all.find(unknown);
}

/**
 * The name of the preview that a file asks for, which may have given it a name of its own; throws `conflict` where another
 * file has made the one of that name, and `invalid` for a workflow of no pull request.
 */
export function previewFor({ me, all }: OwnPreviews, file: string, name: string | undefined): string {
  const present = all.filter(lives).find(({ source }) => source?.name === name);
  if (present?.source && present.source.file !== file)
    throw otherFile(present.name, present.source.file, file);
  if (present) return present.name;
  if (me.preview === undefined) throw noPreview();
  return name === undefined ? me.preview : namedPreview(me.preview, name);
}

/** Beside the preview that has no name of its own: of the same number and the same hash of who the pull request is. */
function namedPreview(preview: string, name: string): string {
  const parts = previewNameParts(preview);
  if (parts) return `${parts.pull}-${name}-${parts.hash}`;
  throw new CliError(
    'conflict',
    `'${preview}' was named by an earlier release, and no other preview can be created beside it.`,
    {
      code: 'OldPreview',
      hints: ['Close and reopen the pull request: both are created again.'],
    },
  );
}

function otherFile(preview: string, file: string, ours: string): CliError {
  return new CliError('conflict', `'${preview}' was created from ${file}, so ${ours} may not change it.`, {
    code: 'OtherConfiguration',
    hints: [`For another preview, set a different 'name' in ${ours}.`],
  });
}

function noPreview(): CliError {
  return new CliError('invalid', 'This workflow does not run for a pull request, so it has no preview.', {
    code: 'NoPreview',
    hints: ["Start it 'on: pull_request', or use the command 'create' with a name."],
  });
}
