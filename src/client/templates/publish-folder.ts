import type { Api, TemplateView } from '../api';
import { CliError } from '../errors';
import { putUpload } from './put-upload';
import type { ClientWorld } from '../world';
import type { VersionSource } from '../../domain/template/version-source';
import type { PackedTemplateBundle, Workshop } from './workshop';

/** A folder that may be published, as it is packed. */
export interface PackedTemplate {
  name: string;
  bundle: PackedTemplateBundle;
  notes: string[];
}

/** Which folder is packed as a template of which team; `isFixed` where nothing may be written into it. */
export interface FolderOfTeam {
  folder: string;
  team: string;
  isFixed?: boolean;
}

type Publishing = Pick<Api, 'getPublishing' | 'getTemplate' | 'uploadBundle' | 'publishTemplate'>;

/** Packs a folder under the rules of the control plane; CliError with every reason why it may not be published. */
export async function packUnderRules(
  api: Pick<Publishing, 'getPublishing'>,
  workshop: Workshop,
  { folder, team, isFixed = false }: FolderOfTeam,
): Promise<PackedTemplate> {
  const rules = await api.getPublishing();
  const packed = await workshop.pack(folder, team, { ...rules, isFixed });
  if ('bundle' in packed) return packed;
  throw new CliError('invalid', `${packed.name} cannot be published:`, {
    code: 'TemplateRefused',
    hints: packed.reasons.map((reason) => `- ${reason}`),
  });
}

/** What became of a publication: the version, and whether it was published with this content before. */
export interface Published {
  view: TemplateView;
  wasPublished: boolean;
}

/** Publishes what was packed; the same content of the same version is published once, and then only found again. */
export async function publishPacked(
  { api, world }: { api: Publishing; world: Pick<ClientWorld, 'interrupted'> },
  { name, bundle: { bundle: digest, version, zip } }: PackedTemplate,
  source?: VersionSource,
): Promise<Published> {
  const before = await api.getTemplate(name, version).catch(unlessMissing);
  if (before?.bundle === digest) return { view: before, wasPublished: true };
  await putUpload(await api.uploadBundle({ digest, bytes: zip.length }), zip, world);
  const [team = '', template = ''] = name.split('/');
  const view = await api.publishTemplate({ team, template, bundle: digest, ...(source && { source }) });
  return { view, wasPublished: before?.bundle === view.bundle };
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof CliError && error.kind === 'not-found') return undefined;
  throw error;
}
