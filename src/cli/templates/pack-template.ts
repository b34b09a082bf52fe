import { CliError } from '../../client/errors';
import type { Context } from '../context';
import type { PackedTemplateBundle } from './workshop';

/** A folder that may be published, as it is packed. */
export interface PackedTemplate {
  name: string;
  bundle: PackedTemplateBundle;
  notes: string[];
}

/** Packs a folder under the rules of the control plane; CliError with every reason why it may not be published. */
export async function packTemplate(
  { api, world }: Context,
  folder: string,
  team: string | undefined,
): Promise<PackedTemplate> {
  const workshop = await world.workshop();
  const [rules, chosen] = [await api.getPublishing(), team ?? (await ownTeam(api))];
  const packed = await workshop.pack(folder, chosen, rules);
  if ('bundle' in packed) return packed;
  throw new CliError('invalid', `${folder} cannot be published:`, {
    hints: packed.reasons.map((reason) => `- ${reason}`),
  });
}

/** The only team of whoever asks; CliError where there is none, or several. */
async function ownTeam(api: Context['api']): Promise<string> {
  const { teams } = await api.getMe();
  const [own] = teams;
  if (own !== undefined && teams.length === 1) return own;
  const which = teams.length === 0 ? 'You are not in a team' : `You are in the teams ${teams.join(', ')}`;
  throw new CliError('invalid', `${which}, and a template is published in the namespace of one.`, {
    hints: ['Name it with --team.'],
  });
}
