import type { LocalEvent } from './event';
import type { EventPattern } from './pattern';

/** A rule of one bus (`default` unless named) and its target, which may be called more than once for one event. */
export interface EventRule {
  name: string;
  eventBusName?: string;
  pattern: EventPattern;
  target: (event: LocalEvent) => Promise<void>;
  /** What AWS would call the target by. */
  targetArn?: string;
}
