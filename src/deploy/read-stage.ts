import { resolve } from 'node:path';
import { loadConfig } from '../../lib/config/load-config';
import type { DeployConfig } from '../../lib/config/schema';
import { Refused } from './run-script';

/** The root of the checkout, where CDK finds its app. */
export const root = resolve(import.meta.dirname, '../..');

/** The configuration of the stage that a script is about; refused with every mistake in it. */
export function readStage(file: string): DeployConfig {
  try {
    return loadConfig(resolve(root, file));
  } catch (error) {
    throw new Refused((error as Error).message);
  }
}
