import { startAwsJson } from '../aws-json';
import { systemClock } from '../clock';
import type { Clock } from '../clock';
import { deliver } from './delivery';
import type { DeadLetter, RetryPolicy } from './delivery';
import { toEvent } from './event';
import type { EventInput, LocalEvent } from './event';
import { listRules, listTargets } from './list-rules';
import { checkPattern, matchesPattern } from './pattern';
import type { EventRule } from './rule';
import type { ListenAt } from '../local-server';
import { parsePutEvents, readEntry } from './put-events';
import type { EntryRefusal, PutEventsEntry } from './put-events';

/** What the local EventBridge needs. `refuse` makes PutEvents fail for the entries it gives a refusal for. */
export interface EventsOptions {
  rules: EventRule[];
  region: string;
  account: string;
  clock?: Clock;
  retry?: RetryPolicy;
  refuse?: (entry: PutEventsEntry) => EntryRefusal | undefined;
  /** A free port of 127.0.0.1 unless it is given. */
  listenAt?: ListenAt | undefined;
}

/** The running endpoint. `publish` is for AWS services' own events; `idle` resolves when no delivery is under way. */
export interface EventsEndpoint {
  url: string;
  publish: (event: EventInput, eventBusName?: string) => string;
  deadLetters: readonly DeadLetter[];
  idle: () => Promise<void>;
  close: () => Promise<void>;
}

/** Tried for about a minute; a local target that has not answered by then never will. */
const localRetry: RetryPolicy = { attempts: 8, firstDelayMs: 250, maxDelayMs: 20_000 };

const closeGraceMs = 5000;

/** Serves EventBridge's PutEvents and delivers to the rules' targets, at least once, in no promised order. Throws when a pattern is not one it can match. */
export async function startEvents(options: EventsOptions): Promise<EventsEndpoint> {
  options.rules.forEach(({ name, pattern }) => checkPattern(pattern, `rule ${name}`));
  const bus = new EventBus(options);
  const endpoint = await startAwsJson(
    {
      targetPrefix: 'AWSEvents',
      contentType: 'application/x-amz-json-1.1',
      operations: {
        PutEvents: async (input) => putEvents(bus, options, parsePutEvents(input)),
        ListRules: async (input) => listRules(options.rules, input),
        ListTargetsByRule: async (input) => listTargets(options.rules, input),
      },
    },
    options.listenAt,
  );
  const close = async () => {
    await endpoint.close();
    await bus.close();
  };
  return {
    url: endpoint.url,
    publish: (event, eventBusName) => bus.publish(event, eventBusName),
    deadLetters: bus.deadLetters,
    idle: () => bus.idle(),
    close,
  };
}

function putEvents(bus: EventBus, { refuse }: EventsOptions, entries: PutEventsEntry[]) {
  const results = entries.map((entry) => refuse?.(entry) ?? putEntry(bus, entry));
  return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
}

function putEntry(bus: EventBus, entry: PutEventsEntry): EntryRefusal | { EventId: string } {
  const busName = (entry.EventBusName ?? 'default').replace(/^arn:.*:event-bus\//, '');
  if (!bus.has(busName)) {
    return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${busName} does not exist.` };
  }
  const event = readEntry(entry);
  return 'ErrorCode' in event ? event : { EventId: bus.publish(event, busName) };
}

const mostDeadLetters = 1_000;

class EventBus {
  readonly deadLetters: DeadLetter[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly options: EventsOptions;
  private readonly clock: Clock;

  constructor(options: EventsOptions) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
  }

  has(busName: string): boolean {
    return busName === 'default' || this.options.rules.some(({ eventBusName }) => eventBusName === busName);
  }

  publish(input: EventInput, busName = 'default'): string {
    const { region, account, rules } = this.options;
    const event = toEvent(input, { region, account, now: this.clock.now() });
    if (!this.stopping.signal.aborted) {
      rules
        .filter((rule) => (rule.eventBusName ?? 'default') === busName && matchesPattern(rule.pattern, event))
        .forEach((rule) => this.send(rule, event));
    }
    return event.id;
  }

  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** A target that hangs holds the stop up for a moment only. */
  async close(): Promise<void> {
    const idle = new AbortController();
    this.stopping.abort(new Error('The local EventBridge stops'));
    const grace = systemClock.sleep(closeGraceMs, idle.signal).catch(() => undefined);
    await Promise.race([this.idle(), grace]);
    idle.abort();
  }

  private keep(letter: DeadLetter): void {
    this.deadLetters.push(letter);
    if (this.deadLetters.length > mostDeadLetters) this.deadLetters.shift();
  }

  private send({ name: rule, target }: EventRule, event: LocalEvent): void {
    const { clock, stopping } = this;
    const delivery = { rule, target, event };
    const sent = deliver(delivery, this.options.retry ?? localRetry, {
      clock,
      signal: stopping.signal,
    }).then(
      (letter) => letter && this.keep(letter),
      () => undefined,
    );
    this.underWay.add(sent);
    void sent.then(() => this.underWay.delete(sent));
  }
}
