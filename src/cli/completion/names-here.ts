import { findLocalPlane } from '../local-plane';
import { findProfiles } from '../profiles';
import type { World } from '../world';
import type { Candidate } from './candidate';

/** Stacks of the files in the folder. */
export async function readStackNames(world: World): Promise<Candidate[]> {
  const { stackNames } = await import('../stacks/stack-names');
  return (await stackNames(world)).map((value) => ({ value }));
}

/** Profiles of this machine. */
export async function readProfiles({ env }: World): Promise<Candidate[]> {
  return (await findProfiles(env)).map(({ name }) => ({ value: name }));
}

/** People of the local plane. */
export async function readPeople({ cwd }: World): Promise<Candidate[]> {
  const plane = await findLocalPlane(cwd).catch(() => null);
  return Object.keys(plane?.people ?? {}).map((value) => ({ value }));
}
