import { Environment } from '../../../../../src/domain/environment/environment';
import { start } from '../../../../support/builders/births';
import { born, claimed, destroyedOutcome, doomed, runOf, settled } from '../../../../support/builders/lives';
import { ulidAt } from '../../../../support/builders/ulids';

describe('a life', () => {
  it('is born pending, with a lease that runs and a provision that is queued', () => {
    const environment = Environment.parse(born());

    expect(environment).toMatchObject({
      status: 'pending',
      version: 1,
      run: { kind: 'provision', phase: 'queued' },
      lease: { startedAt: start },
      effects: [{ type: 'start-execution', workflow: 'provision-environment', run: runOf(environment) }],
    });
    expect(environment.outbox.map((event) => event.type)).toEqual(['EnvironmentRequested', 'RunStarted']);
  });

  it('takes along what its name still has to deliver, and numbers its own events anew', () => {
    const previous = settled(claimed(doomed()), destroyedOutcome()).environment;

    const next = Environment.parse(born({ id: ulidAt(start, 500), previous }));

    expect(next).toMatchObject({ previousId: previous.id, version: previous.version + 1, requests: [] });
    expect(next.outbox.slice(0, -2)).toEqual(previous.outbox);
    expect(next.outbox.slice(-2).map(({ life, seq }) => ({ life, seq }))).toEqual([
      { life: next.id, seq: 1 },
      { life: next.id, seq: 2 },
    ]);
  });
});
