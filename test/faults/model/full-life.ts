import type { EnvironmentView } from '../../../src/domain/environment/view';
import type { StubbornPerson } from './stubborn-person';
import { imageNamed } from '../lab/used-images';

/**
 * How a life goes: one cancels a run at work and lets the lease end, one cancels a waiting plan and destroys; of the last,
 * the name is asked for again until it is free, so that the new life lands on the ended one before all is told of that.
 */
export type Ending = 'expires' | 'destroyed' | 'reborn';

/** What the person knows of a life that was begun. */
export interface BegunLife {
  name: string;
  id: string;
}

/** How long a person waits for a run before doing the next thing all the same. */
const patience = 90;
/** Terraform makes ten resources at a time: when the first are done, others have just begun. */
const moreThanAtOnce = 12;

const resting = ({ run, status }: EnvironmentView) =>
  (!run || run.phase === 'awaiting-approval') && status !== 'destroying';

/** Everything a person may do with an environment, one after the other, whatever comes of each; the end is left to the plane. */
export async function liveFully(person: StubbornPerson, name: string, ending: Ending): Promise<BegunLife[]> {
  if (ending === 'reborn') return liveTwice(person, name);
  const key = (what: string) => `${what}.${name}`;
  const birth = {
    name,
    template: 'playground',
    ttl: '7d',
    planOnly: true,
    inputs: { resources: 1, message: imageNamed('v1') },
  };
  const made = await person.ask('POST /environments', birth, key('create'));
  if (made.status !== 202) throw new Error(`${name} was not made: ${JSON.stringify(made)}`);

  const waiting = await person.until(name, resting, patience);
  if (waiting?.plan)
    await person.ask(
      `POST /environments/${name}/approve`,
      { planDigest: waiting.plan.digest },
      key('approve'),
    );
  await person.until(name, resting, patience);
  await person.ask(`PATCH /environments/${name}`, { inputs: { message: imageNamed('v2') } }, key('update'));
  await person.until(name, resting, patience);
  await person.ask(`POST /environments/${name}/extend`, { ttl: '1d' }, key('extend'));
  await (ending === 'expires' ? cancelAtWork : cancelWaiting)(person, name);
  if (ending === 'destroyed') await person.ask(`DELETE /environments/${name}`, undefined, key('destroy'));
  return [{ name, id: made.body.id }];
}

async function liveTwice(person: StubbornPerson, name: string): Promise<BegunLife[]> {
  const birth = {
    name,
    template: 'playground',
    ttl: '7d',
    inputs: { resources: 1, message: imageNamed('v1') },
  };
  const first = await person.ask('POST /environments', birth, `create.${name}`);
  await person.until(name, resting, patience);
  await person.ask(`DELETE /environments/${name}`, undefined, `destroy.${name}`);
  const lives = [{ name, id: first.body.id }];
  const again = await person.insist(
    name,
    () => person.ask('POST /environments', birth, `again.${name}`),
    patience,
  );
  if (again) lives.push({ name, id: again.body.id });
  await person.ask(`DELETE /environments/${name}`, undefined, `finally.${name}`);
  return lives;
}

/** Long after the apply began and long before it ends: meanwhile the sweep comes by and looks after the run. */
async function cancelAtWork(person: StubbornPerson, name: string): Promise<void> {
  const inputs = { message: 'three', resources: moreThanAtOnce, delay_seconds: 8 };
  await person.ask(`PATCH /environments/${name}`, { inputs }, `slow.${name}`);
  await person.until(name, ({ run }) => (run?.progress?.done ?? 0) > 0 || run === null, patience);
  await person.ask(`POST /environments/${name}/cancel`, undefined, `cancel.${name}`);
  await person.until(name, resting, patience);
}

async function cancelWaiting(person: StubbornPerson, name: string): Promise<void> {
  await person.ask(
    `PATCH /environments/${name}`,
    { inputs: { message: 'three' }, planOnly: true },
    `plan.${name}`,
  );
  await person.until(name, resting, patience);
  await person.ask(`POST /environments/${name}/cancel`, undefined, `cancel.${name}`);
}
