import { CliError } from '../../client/errors';
import { success } from '../../client/exit-codes';
import { followEnvironment } from '../../client/follow-environment';
import type { EnvironmentView } from '../../client/typed/types';
import type { Context } from '../context';
import { renderDrift } from './render-drift';

/** Has an environment checked, and shows what of it drifted; the check is over as well once a run has taken its place. */
export async function checkDrift(context: Context, name: string, wait: boolean): Promise<number> {
  const { api, screen } = context;
  const asked = await api.checkDrift(name);
  if (!wait) {
    screen.show(asked, () => [`Checking '${asked.name}' for drift. 'idp drift' lists what is found.`]);
    return success;
  }
  const check = asked.check?.id;
  const watcher = { ...context, api: { watch: api.watch } };
  const view = await followEnvironment(watcher, asked, (seen) => seen.check?.id !== check);
  if (view.drift?.check !== check) throw noResult(view, check);
  const all = await api.listDrift(false);
  const own = all.causes.filter(({ environments }) => environments.some((one) => one.name === name));
  screen.show({ ...all, causes: own }, () =>
    renderDrift({ ...all, causes: own, unchecked: [] }, screen.paint),
  );
  return success;
}

function noResult({ name, run }: EnvironmentView, check: string | undefined): CliError {
  if (run) return new CliError('conflict', `A ${run.kind} run of '${name}' took the place of the check.`);
  return new CliError('conflict', `The check of '${name}' ended without a result.`, {
    hints: check === undefined ? [] : [`'idp logs ${name} --run ${check}' shows what its build said.`],
  });
}
