import { readConfig } from '../../config/read-config';
import { runSessions, type RunSessions } from '../credentials/run-sessions';
import { BucketsConfig } from '../../config/stores';
import { RunnerConfig, RunsRoleConfig } from '../../config/run';

export type Config = ReturnType<typeof readConfig<typeof RunnerConfig>>;

/** Whose build this is: what it was given, and the sessions of its run. */
export interface Identity {
  config: Config;
  sessions: RunSessions;
}

/** After this long a call counts as failed: without a limit, a dead connection would hold a heartbeat for ever. */
const requestHandler = { connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true };

/** How every client of the hub is configured: it knows no identity but the run's. */
export interface HubClient {
  requestHandler: typeof requestHandler;
  credentials: RunSessions['hub'];
}

/** Reads which run this build has; nothing has been asked of the hub yet, and nothing else ever asks as the build. */
export function identify(): Identity {
  const config = readConfig(RunnerConfig);
  const { LEASEHOLD_RUNS_ROLE: role } = readConfig(RunsRoleConfig);
  const isPreview = config.LEASEHOLD_PLAN !== undefined;
  const scope = { life: lifeOf(config), run: config.LEASEHOLD_RUN, isPreview, buckets: bucketNames() };
  return { config, sessions: runSessions({ role, ...scope }) };
}

export function hubClientOf({ sessions }: Identity): HubClient {
  return { requestHandler, credentials: sessions.hub };
}

export function lifeOf(config: Config) {
  return { name: config.LEASEHOLD_ENVIRONMENT, id: config.LEASEHOLD_LIFE };
}

export function bucketNames() {
  const config = readConfig(BucketsConfig);
  return {
    state: config.LEASEHOLD_STATE_BUCKET,
    artifacts: config.LEASEHOLD_ARTIFACTS_BUCKET,
    catalog: config.LEASEHOLD_CATALOG_BUCKET,
  };
}
