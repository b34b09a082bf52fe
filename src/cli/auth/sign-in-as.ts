import { usage } from '../../client/errors';
import type { Context } from '../context';
import { alive, becomePerson, findLocalPlane } from '../local-plane';

/** Makes this user a person of the local plane of this folder, for every command from now on. */
export async function signInAs({ world, screen, apiAt }: Context, who: string): Promise<void> {
  const found = await findLocalPlane(world.cwd);
  if (!found)
    throw usage(
      "'--as' is for a local control plane, and there is none in this folder or one above.",
      `Start one with 'npm start -- --people ada:developer,bob:approver'.`,
    );
  const { url, file: from } = alive(found);
  const token = await becomePerson(found, who);
  const me = await apiAt({ url, token, from }).getMe();
  screen.show({ url, ...me }, () => [
    `You are ${me.id} (${me.roles.join(', ')}) at ${url} now.`,
    'For one terminal or command only: IDP_AS=<name>.',
  ]);
}
