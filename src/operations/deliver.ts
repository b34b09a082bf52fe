import type { Effect, Environment } from '../domain/environment';
import type { DomainEvent } from '../domain/events';
import { decideAndSave } from './decide-and-save';
import type { CoreDeps } from './deps';

const publishBatch = 10;

/**
 * Carries out the effects and delivers the events that an environment's item holds, each at least once, and then takes
 * them off the item. Whatever fails stays on the item, where the sweep finds it. Answers the newest environment known.
 */
export async function deliver(environment: Environment, deps: CoreDeps): Promise<Environment> {
  if (environment.effects.length + environment.outbox.length === 0) return environment;
  const effects = await carryOutAll(environment, deps);
  const events = await publishAll(environment.outbox, deps);
  if (effects.length + events.length === 0) return environment;
  try {
    const taken = await decideAndSave(environment.name, () => ({ type: 'delivered', effects, events }), deps);
    return taken.environment;
  } catch (error) {
    deps.log.warn('delivered, but not yet taken off the item', { environment: environment.name, error });
    return environment;
  }
}

async function carryOutAll(environment: Environment, deps: CoreDeps): Promise<Effect[]> {
  const done: Effect[] = [];
  for (const effect of environment.effects) {
    try {
      await carryOut(effect, environment, deps);
      done.push(effect);
    } catch (error) {
      deps.log.warn('effect left to the sweep', { environment: environment.name, effect, error });
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
async function publishAll(events: DomainEvent[], deps: CoreDeps): Promise<string[]> {
  const accepted: string[] = [];
  try {
    for (const event of events) {
      await deps.audit.append(event);
      await deps.runs.record(event);
    }
    for (let start = 0; start < events.length; start += publishBatch)
      accepted.push(...(await deps.bus.publish(events.slice(start, start + publishBatch))));
  } catch (error) {
    deps.log.warn('events left to the sweep', { waiting: events.length - accepted.length, error });
  }
  return accepted;
}
