import { type Api, createApi } from '../client/api';
import { createSend } from '../client/api-client';
import { checkedUrl } from '../client/address';
import type { Watcher } from '../client/follow-environment';
import type { ClientWorld } from '../client/world';
import type { EnvironmentActionConfig } from '../config/actions';
import { createTokenSource } from './oidc-token';
import type { JobRunner } from './workflow-commands';

/** What an action works with: the API, a watcher of environments, and the runner of the job. */
export interface ActionContext extends Watcher {
  api: Api;
  runner: JobRunner;
}

/** A context whose every request carries a token of the job that still lasts. */
export function openActionContext(
  config: EnvironmentActionConfig,
  runner: JobRunner,
  world: ClientWorld,
): ActionContext {
  const url = checkedUrl(config.LEASEHOLD_URL);
  const request = {
    url: config.ACTIONS_ID_TOKEN_REQUEST_URL,
    token: config.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
    audience: config.LEASEHOLD_AUDIENCE ?? url,
  };
  const token = createTokenSource(request, { ...world, mask: (secret) => runner.mask(secret) });
  const connect = async () => ({ url, token: await token(), from: "the input 'url'" });
  const onPause = (message: string) => runner.say(`${message}.`);
  return {
    api: createApi(createSend({ connect, world, onPause })),
    screen: { tick: withoutRepeats((line) => runner.say(line)) },
    world,
    runner,
  };
}

/** A log gets a line only when something has come about. */
function withoutRepeats(say: (line: string) => void): Watcher['screen']['tick'] {
  let last = '';
  return ({ text, key }) => {
    if (key !== last) say(text);
    last = key;
  };
}
