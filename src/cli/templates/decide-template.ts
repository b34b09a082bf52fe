import { usage } from '../../client/errors';
import { counted } from '../../domain/base/counted';
import type { Context } from '../context';

/** `idp template accept`: its types of resources are accepted, so that its own approval rule applies. */
export async function acceptTemplate({ api, screen }: Context, name: string, version: string): Promise<void> {
  const accepted = await api.acceptTemplate(...inTeam(name), version);
  const { types = [] } = accepted;
  screen.show(accepted, () => [`Accepted ${name} ${version}: ${counted(types.length, 'resource type')}.`]);
}

/** `idp template deprecate` and `withdraw`: nobody should begin with the version, or nobody can. */
export async function retireTemplate(
  { api, screen }: Context,
  name: string,
  retirement: { version: string; as: 'deprecated' | 'withdrawn'; reason: string },
): Promise<void> {
  const retired = await api.retireTemplate(...inTeam(name), retirement);
  const { version, as, reason } = retirement;
  screen.show(retired, () => [`${name} ${version} is ${as}: ${reason}`]);
}

function inTeam(name: string): [team: string, template: string] {
  const [team = '', template, ...more] = name.split('/');
  if (template !== undefined && more.length === 0) return [team, template];
  throw usage(
    `Name a template of a team, such as shop/vpc; ${name} is published by the stage's own deployment.`,
  );
}
