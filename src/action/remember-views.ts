import type { Api } from '../client/api';
import type { EnvironmentView } from '../client/typed/types';

/** The same API, which tells `see` every environment that it answers with. */
export function rememberViews(api: Api, see: (view: EnvironmentView) => void): Api {
  const seen =
    <Asked extends unknown[], View extends EnvironmentView>(ask: (...asked: Asked) => Promise<View>) =>
    async (...asked: Asked) => {
      const view = await ask(...asked);
      see(view);
      return view;
    };
  const watched = { getEnvironment: seen(api.watch.getEnvironment), getLife: seen(api.watch.getLife) };
  return {
    ...api,
    watch: { ...api.watch, ...watched },
    createEnvironment: seen(api.createEnvironment),
    getEnvironment: seen(api.getEnvironment),
    changeEnvironment: seen(api.changeEnvironment),
    extendEnvironment: seen(api.extendEnvironment),
    scheduleSleep: seen(api.scheduleSleep),
    destroyEnvironment: seen(api.destroyEnvironment),
    retryRun: seen(api.retryRun),
  };
}
