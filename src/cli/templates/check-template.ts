import { success } from '../../client/exit-codes';
import { counted } from '../../domain/base/counted';
import type { Context } from '../context';
import type { InputOptions } from '../inputs';
import type { PackedTemplate } from '../../client/templates/publish-folder';
import { packTemplate } from './pack-template';
import { tryTemplate } from './try-template';

/** How a folder is checked. */
export interface CheckOptions extends InputOptions {
  team?: string | undefined;
  /** False where nothing is to be built of it. */
  trial: boolean;
  target?: string;
  yes?: true;
}

/** `idp template check`: everything that publication would refuse, and a trial life, without publishing. */
export async function checkTemplate(
  context: Context,
  folder: string,
  options: CheckOptions,
): Promise<number> {
  const workshop = await context.world.workshop();
  const packed = await packTemplate(context, workshop, { folder, team: options.team });
  const { screen } = context;
  const next = `Next: 'idp template publish ${folder}'`;
  if (!options.trial) {
    screen.show(documentOf(packed), () => [...wordsOf(packed), next]);
    return success;
  }
  screen.say(...wordsOf(packed), '');
  const { code, trial, lines } = await tryTemplate(context, packed, { ...options, folder });
  screen.show({ ...documentOf(packed), trial }, () => (code === success ? [...lines, next] : lines));
  return code;
}

function documentOf({ name, notes, bundle }: PackedTemplate) {
  const { version, bundle: digest, types = [], zip } = bundle;
  return { name, version, bundle: digest, bytes: zip.length, types, notes };
}

function wordsOf({ name, notes, bundle }: PackedTemplate): string[] {
  const { version, types = [], zip } = bundle;
  const size = `${counted(types.length, 'resource type')}, ${Math.ceil(zip.length / 1024)} KB`;
  return [`${name} ${version} can be published: ${size}.`, ...notes];
}
