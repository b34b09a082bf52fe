import type { TemplateView } from '../../client/api';
import { counted } from '../../domain/base/counted';
import type { Context } from '../context';
import { packTemplate } from './pack-template';
import { putUpload } from './put-upload';

/** `idp template publish`: packs a folder, uploads it and publishes it in the namespace of a team. */
export async function publishTemplate(context: Context, folder: string, team?: string): Promise<void> {
  const { api, screen, world } = context;
  const { name, bundle, notes } = await packTemplate(context, folder, team);
  const { bundle: digest, zip } = bundle;
  await putUpload(await api.uploadBundle({ digest, bytes: zip.length }), zip, world);
  const published = await api.publishTemplate({ ...partsOf(name), bundle: digest });
  screen.show(published, () => [...describePublished(published), ...notes]);
}

function describePublished({ name, version, unaccepted }: TemplateView): string[] {
  const next = `Next: 'idp create --template ${name}'`;
  if (unaccepted.length === 0) return [`Published ${name} ${version}.`, next];
  return [
    `Published ${name} ${version}.`,
    `Every plan of it needs approval until an administrator accepts ${counted(unaccepted.length, 'resource type')} ('idp template ${name}' lists them): 'idp template accept ${name} --version ${version}'.`,
    next,
  ];
}

function partsOf(name: string): { team: string; template: string } {
  const [team = '', template = ''] = name.split('/');
  return { team, template };
}
