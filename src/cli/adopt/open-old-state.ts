import { hostname, userInfo } from 'node:os';
import { usage } from '../../client/errors';
import type { OldState, S3Place } from '../../client/states/old-state';
import type { World } from '../world';
import { openFileState } from './file-state';

/** The flags that say where a state is. */
export interface StateOptions {
  state: string;
  stateRegion?: string;
  lockTable?: string;
}

/** A state by its file, or by its address in S3. */
export async function openOldState(options: StateOptions, world: World): Promise<OldState> {
  const { state, stateRegion: region, lockTable } = options;
  if (/^s3:/i.test(state)) {
    const at = new Date(world.now()).toISOString();
    const who = `${userInfo().username}@${hostname()}`;
    return world.openS3State({ ...placeIn(state), region, lockTable }, { who, version: world.version, at });
  }
  if (region === undefined && lockTable === undefined) return openFileState(state);
  throw usage('--state-region and --lock-table need a state in S3: --state s3://<bucket>/<key>.');
}

function placeIn(address: string): Pick<S3Place, 'bucket' | 'key'> {
  const [, bucket, key] = /^s3:\/\/([a-z0-9][a-z0-9.-]+)\/(.*[^/])$/.exec(address) ?? [];
  if (bucket !== undefined && key !== undefined) return { bucket, key };
  throw usage(`--state ${address}: write it as s3://<bucket>/<key>, with the key of the backend.`);
}
