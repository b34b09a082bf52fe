import { type Api, createApi } from '../client/api';
import { createSend } from '../client/api-client';
import { checkedUrl } from '../client/address';
import type { Watcher } from '../client/follow-environment';
import type { ClientWorld } from '../client/world';
import type { EnvironmentActionConfig } from '../config/actions';
import { createTokenSource } from './oidc-token';
import { Journal } from './journal';
import { rememberViews } from './remember-views';
import type { JobRunner } from './workflow-commands';

/** What a job works with: the API, a watcher of environments, and its runner. */
export interface JobContext extends Watcher {
  api: Api;
  world: ClientWorld;
  runner: JobRunner;
}

/** The same of a step that is about one environment. */
export interface ActionContext extends JobContext {
  /** What the step knows of its environment. */
  journal: Journal;
}

/** A context whose every request carries a token of the job that still lasts. */
export function openActionContext(
  config: EnvironmentActionConfig,
  runner: JobRunner,
  world: ClientWorld,
): ActionContext {
  const journal = new Journal(runner, stepOf(config));
  const job = openJobContext(config, runner, world);
  return { ...job, api: rememberViews(job.api, (view) => journal.see(view)), journal };
}

/** The same without an environment that it is about. */
export function openJobContext(config: ApiConfig, runner: JobRunner, world: ClientWorld): JobContext {
  const screen = { tick: withoutRepeats((line) => runner.say(line)) };
  return { api: apiOfJob(config, runner, world), screen, world, runner };
}

/** Where the control plane is, and where a job asks for its token. */
type ApiConfig = Pick<
  EnvironmentActionConfig,
  'LEASEHOLD_URL' | 'LEASEHOLD_AUDIENCE' | 'ACTIONS_ID_TOKEN_REQUEST_URL' | 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'
>;

/** The API, every request to which carries a token of the job that still lasts. */
function apiOfJob(config: ApiConfig, runner: JobRunner, world: ClientWorld): Api {
  const url = checkedUrl(config.LEASEHOLD_URL);
  const request = {
    url: config.ACTIONS_ID_TOKEN_REQUEST_URL,
    token: config.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
    audience: config.LEASEHOLD_AUDIENCE ?? url,
  };
  const token = createTokenSource(request, { ...world, mask: (secret) => runner.mask(secret) });
  const connect = async (refused?: string) => ({ url, token: await token(refused), from: "the input 'url'" });
  const onPause = (message: string) => runner.say(`${message}.`);
  return createApi(createSend({ connect, world, onPause }));
}

/** A log gets a line only when something has come about. */
function withoutRepeats(say: (line: string) => void): Watcher['screen']['tick'] {
  let last = '';
  return ({ text, key }) => {
    if (key !== last) say(text);
    last = key;
  };
}

/** Whether the step makes an environment or ends it, as far as its command says; a preview's event says it. */
function stepOf({ LEASEHOLD_COMMAND: command }: EnvironmentActionConfig): 'make' | 'end' {
  return command === 'destroy' ? 'end' : 'make';
}
