import { counted } from '../../domain/base/counted';
import type { Context } from '../context';
import { packTemplate } from './pack-template';

/** `idp template check`: everything that publication would refuse, without publishing. */
export async function checkTemplate(context: Context, folder: string, team?: string): Promise<void> {
  const { name, bundle, notes } = await packTemplate(context, folder, team);
  const { version, bundle: digest, types = [], zip } = bundle;
  const found = { name, version, bundle: digest, bytes: zip.length, types, notes };
  context.screen.show(found, () => [
    `${name} ${version} can be published: ${counted(types.length, 'resource type')}, ${Math.ceil(zip.length / 1024)} KB.`,
    ...notes,
    `Next: 'idp template publish ${folder}'`,
  ]);
}
