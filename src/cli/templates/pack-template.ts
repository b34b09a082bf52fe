import { CliError } from '../../client/errors';
import { type PackedTemplate, packUnderRules } from '../../client/templates/publish-folder';
import type { Workshop } from '../../client/templates/workshop';
import type { Context } from '../context';

/** Packs a folder under the rules of the control plane, for the team that is named or the only one of the caller. */
export async function packTemplate(
  { api }: Context,
  workshop: Workshop,
  { folder, team, isFixed }: { folder: string; team: string | undefined; isFixed?: boolean },
): Promise<PackedTemplate> {
  const chosen = team ?? (await ownTeam(api));
  return packUnderRules(api, workshop, { folder, team: chosen, ...(isFixed && { isFixed }) });
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
