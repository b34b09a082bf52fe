import type { EnvironmentView } from '../../src/domain/view';
import type { StubbornPerson } from './stubborn-person';

/** How a life goes: one cancels a run at work and lets the lease end, the other cancels a waiting plan and destroys. */
export type Ending = 'expires' | 'destroyed';

/** What the person knows of a life that was begun. */
export interface BegunLife {
  name: string;
  id: string;
  ending: Ending;
}

/** How long a person waits for a run before doing the next thing all the same. */
const patience = 90;

const resting = ({ run, status }: EnvironmentView) =>
  (!run || run.phase === 'awaiting-approval') && status !== 'destroying';

/** Everything a person may do with an environment, one after the other, whatever comes of each; the end is left to the plane. */
export async function liveFully(person: StubbornPerson, name: string, ending: Ending): Promise<BegunLife> {
  const key = (what: string) => `${what}.${name}`;
  const birth = { name, template: 'playground', ttl: '7d', planOnly: true, inputs: { resources: 1 } };
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
  await person.ask(`PATCH /environments/${name}`, { inputs: { message: 'two' } }, key('update'));
  await person.until(name, resting, patience);
  await person.ask(`POST /environments/${name}/extend`, { ttl: '1d' }, key('extend'));
  await (ending === 'expires' ? cancelAtWork : cancelWaiting)(person, name);
  if (ending === 'destroyed') await person.ask(`DELETE /environments/${name}`, undefined, key('destroy'));
  return { name, id: made.body.id, ending };
}

async function cancelAtWork(person: StubbornPerson, name: string): Promise<void> {
  const inputs = { message: 'three', resources: 2, delay_seconds: 30 };
  await person.ask(`PATCH /environments/${name}`, { inputs }, `slow.${name}`);
  await person.until(name, ({ run }) => run?.phase === 'applying' || run === null, patience);
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
