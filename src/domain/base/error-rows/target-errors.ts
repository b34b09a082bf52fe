import { row } from '../error-row';

const mostNames = 10;

/** What goes wrong with targets. */
export const targetErrors = {
  TargetNotFound: row(
    'not-found',
    (d: { name: string }) => `There is no target '${d.name}'. 'idp targets' shows them.`,
  ),
  TargetExists: row(
    'conflict',
    (d: { name: string }) =>
      `There is a target '${d.name}' already. Change it ('idp targets update ${d.name}'), or choose another name.`,
  ),
  TargetBeingRemoved: row(
    'conflict',
    (d: { name: string }) =>
      `The target '${d.name}' is being removed, which takes a quarter of an hour. Add it again after that ('idp targets show ${d.name}').`,
  ),
  TargetInUse: row(
    'conflict',
    (d: { name: string; lives: string[] }) =>
      `The target '${d.name}' cannot be removed: ${namesOf(d.lives)} ${d.lives.length === 1 ? 'lives' : 'live'} there. Close the target ('idp targets update ${d.name} --for admin'), destroy them, and remove it then.`,
  ),
};

/** The first names of several, and how many there are besides. */
export function namesOf(names: readonly string[]): string {
  const more = names.length - mostNames;
  return [...names.slice(0, mostNames), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
