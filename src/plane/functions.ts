import type * as z from 'zod';
import { ApiConfig, ControlConfig, IssuersConfig } from '../config/hub';
import { NoticesConfig } from '../config/notices';

/** A function: its name, which is its bundle's too, what it reads, and what it may take. */
export interface PlaneFunction {
  name: string;
  schema: z.ZodType;
  timeoutSeconds: number;
  memoryMb: number;
  /** How many run at once at most; absent: as many as the account allows. */
  concurrency?: number;
  /** Where an event goes that failed for the last time, for what is invoked without anyone waiting. */
  deadLetters?: {
    queue: 'sweep-dead-letters' | 'settle-dead-letters' | 'notices-dead-letters';
    retries: 0 | 2;
  };
}

const settling = { schema: ControlConfig, timeoutSeconds: 60, memoryMb: 512 };
const settleLetters = { queue: 'settle-dead-letters', retries: 2 } as const;

/** The functions of the control plane. */
export const functions = {
  authorizer: { name: 'authorizer', schema: IssuersConfig, timeoutSeconds: 10, memoryMb: 512 },
  /** Below the time that the gateway waits. */
  api: { name: 'api', schema: ApiConfig, timeoutSeconds: 29, memoryMb: 1_024 },
  /** A failed sweep is not repeated: the next one is a minute away. Two at once are enough when one is slow. */
  sweep: {
    name: 'sweep',
    schema: ControlConfig,
    timeoutSeconds: 60,
    memoryMb: 512,
    concurrency: 2,
    deadLetters: { queue: 'sweep-dead-letters', retries: 0 },
  },
  settleTask: { ...settling, name: 'workflow-settle-run' },
  settleRule: { ...settling, name: 'events-settle-run', deadLetters: settleLetters },
  /** What follows for a stack from what happened to one of its components. */
  moveStack: { ...settling, name: 'events-move-stack', deadLetters: settleLetters },
  /** The only one that speaks to receivers outside, which may be slow. */
  tellPeople: {
    name: 'events-tell-people',
    schema: NoticesConfig,
    timeoutSeconds: 60,
    memoryMb: 512,
    deadLetters: { queue: 'notices-dead-letters', retries: 2 },
  },
  /** Only where images are built. */
  settleImageRule: { ...settling, name: 'events-settle-image-build', deadLetters: settleLetters },
} as const satisfies Record<string, PlaneFunction>;

/** What a function is called in the code. */
export type FunctionId = keyof typeof functions;
