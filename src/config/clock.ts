import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { instant, type Instant } from '../domain/base/time';
import { type ProcessEnvironment, readConfig } from './read-config';

/** Where the plane's clock may be set forward (milliseconds in a file); absent on AWS. */
export const ClockConfig = z.object({ LEASEHOLD_CLOCK_FILE: z.string().optional() });

/** The present instant, moved forward by what the clock file says; the file is read each time, as it may change. */
export function readClock(env: ProcessEnvironment = process.env): () => Instant {
  const { LEASEHOLD_CLOCK_FILE: file } = readConfig(ClockConfig, env);
  if (file === undefined) return () => instant(Date.now());
  return () => instant(Date.now() + Number(readFileSync(file, 'utf8')));
}
