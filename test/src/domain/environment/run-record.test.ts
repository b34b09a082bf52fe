import { runFieldsOf } from '../../../../src/domain/environment/run-record';
import { planDigest } from '../../../support/builders/births';
import {
  after,
  appliedOutcome,
  applying,
  born,
  by,
  claimed,
  failedOutcome,
  ready,
  runOf,
  settled,
  waiting,
} from '../../../support/builders/lives';
import type { Environment } from '../../../../src/domain/environment/environment';

/** All that the events of an environment tell of its runs, by run. */
function recordsOf({ outbox }: Environment): Record<string, Record<string, unknown>> {
  const records: Record<string, Record<string, unknown>> = {};
  for (const told of outbox.map(runFieldsOf))
    if (told) records[told.run] = { ...records[told.run], ...told.fields };
  return records;
}

test('the events of a run tell its whole history', () => {
  const applied = applying(claimed(born()));
  const run = runOf(applied);

  const { environment } = settled(applied, appliedOutcome(run));

  expect(recordsOf(environment)[run]).toMatchObject({
    id: run,
    life: environment.id,
    environment: 'foo',
    kind: 'provision',
    requestedBy: by,
    build: `leasehold:${run}`,
    planDigest,
    result: 'applied',
  });
});

test('a failed run tells why', () => {
  const environment = claimed(born());

  const failed = settled(environment, failedOutcome('quota', 'No more VPCs.')).environment;

  expect(recordsOf(failed)[runOf(environment)]).toMatchObject({
    failureClass: 'quota',
    failureReason: 'No more VPCs.',
  });
});

test('a run that applies an approved plan tells whose plan it is', () => {
  const planned = waiting(born({ planOnly: true }));

  const approved = after(planned, [{ type: 'approve', planDigest, by }]);

  expect(recordsOf(approved)[runOf(approved)]).toMatchObject({ planOf: runOf(planned) });
  expect(recordsOf(approved)[runOf(planned)]).toMatchObject({ planDigest, result: 'planned' });
});

test('an event that is about no run tells nothing of one', () => {
  const { outbox } = after(ready(), [{ type: 'extend', ttl: '1h', by }]);

  expect(runFieldsOf(outbox.at(-1)!)).toBeUndefined();
});
