import type { Effect, Environment } from '../../domain/environment/environment';
import type { DomainEvent } from '../../domain/environment/events';
import { measureEvent } from '../../domain/environment/measure-event';
import { decideAndSave } from './decide-and-save';
import type { CoreDeps } from '../ports/deps';
import { logIds } from './log-ids';

const publishBatch = 10;

/**
 * Carries out the effects and delivers the events that an environment's item holds, each at least once, and then takes
 * them off the item. Whatever fails stays on the item, where the sweep finds it. Answers the newest environment known.
 */
export async function deliver(environment: Environment, deps: CoreDeps): Promise<Environment> {
  if (environment.effects.length + environment.outbox.length === 0) return environment;
  const effects = await carryOutAll(environment, deps);
  const events = await publishAll(environment, deps);
  if (effects.length + events.length === 0) return environment;
  try {
    return await takeOff(environment.name, { effects, events }, deps);
  } catch (error) {
    deps.log.warn('delivered, but not yet taken off the item', { ...logIds(environment), error });
    return environment;
  }
}

/** Takes off what was delivered. Many may deliver an event, only one takes it off: that one measures it. */
async function takeOff(
  name: string,
  { effects, events }: { effects: Effect[]; events: string[] },
  deps: CoreDeps,
): Promise<Environment> {
  let waiting: DomainEvent[] = [];
  const toCommand = (seen: Environment) => {
    waiting = seen.outbox;
    return { type: 'delivered' as const, effects, events };
  };
  const { environment } = await decideAndSave(name, toCommand, deps);
  deps.meter.emit(waiting.filter(({ id }) => events.includes(id)).flatMap(measureEvent));
  return environment;
}

async function carryOutAll(environment: Environment, deps: CoreDeps): Promise<Effect[]> {
  const done: Effect[] = [];
  for (const effect of environment.effects) {
    try {
      await carryOut(effect, environment, deps);
      done.push(effect);
    } catch (error) {
      deps.log.warn('effect left to the sweep', { ...logIds(environment), effect, error });
    }
  }
  return done;
}

async function carryOut(effect: Effect, { name, id }: Environment, deps: CoreDeps): Promise<void> {
  switch (effect.type) {
    case 'start-execution':
      return deps.workflows.start(effect.workflow, { name, id, runId: effect.run });
    case 'stop-execution':
      return deps.workflows.stop(effect.workflow, effect.run);
    case 'stop-build':
      return deps.builds.stop(effect.build);
    case 'discard-plan':
      return deps.artifacts.discardPlanFile(effect.run);
  }
}

/** First the audit, then the run's record, then the bus; an event counts as delivered when the bus accepted it. */
async function publishAll(environment: Environment, deps: CoreDeps): Promise<string[]> {
  const { outbox: events } = environment;
  const accepted: string[] = [];
  try {
    for (const event of events) {
      await deps.audit.append(event);
      await deps.runs.record(event);
    }
    for (let start = 0; start < events.length; start += publishBatch)
      accepted.push(...(await deps.bus.publish(events.slice(start, start + publishBatch))));
  } catch (error) {
    deps.log.warn('events left to the sweep', {
      ...logIds(environment),
      waiting: events.length - accepted.length,
      error,
    });
  }
  return accepted;
}
