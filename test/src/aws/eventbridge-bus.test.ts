import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { createEventBridgeBus } from '../../../src/aws/eventbridge-bus';
import type { Bus } from '../../../src/operations/ports/registry';
import { born } from '../../support/builders/lives';
import { refuse, startScripted } from '../../support/aws/scripted-service';

let service: Awaited<ReturnType<typeof startScripted>>;
let bus: Bus;

beforeEach(async () => {
  service = await startScripted(
    { targetPrefix: 'AWSEvents', contentType: 'application/x-amz-json-1.1' },
    { PutEvents: () => ({ FailedEntryCount: 0, Entries: [{ EventId: '1' }, { EventId: '2' }] }) },
  );
  bus = createEventBridgeBus(new EventBridgeClient(service.client), 'leasehold');
});
afterEach(() => service.close());

const { outbox } = born();

it('publishes events under their types and says which were accepted', async () => {
  const accepted = await bus.publish(outbox);

  expect(accepted).toEqual(outbox.map(({ id }) => id));
  expect(service.calls[0]?.input['Entries']).toEqual(
    outbox.map((event) => ({
      EventBusName: 'leasehold',
      Source: 'leasehold',
      DetailType: event.type,
      Detail: JSON.stringify(event),
      Time: Date.parse(event.at) / 1000,
    })),
  );
});

it('counts only what was accepted', async () => {
  service.answers['PutEvents'] = () => ({
    FailedEntryCount: 1,
    Entries: [{ ErrorCode: 'Throttled' }, { EventId: '2' }],
  });

  expect(await bus.publish(outbox)).toEqual([outbox[1]?.id]);
});

it('hands on that the bus did not answer', async () => {
  service.answers['PutEvents'] = () => refuse('InternalException');

  await expect(bus.publish(outbox)).rejects.toThrow('InternalException');
});

it('raises an alarm, and says when the bus refused it', async () => {
  await bus.alarm('SweepFailing', { item: 'ENV#foo', attempts: 5 });
  service.answers['PutEvents'] = () => ({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'Throttled' }] });

  expect(service.calls[0]?.input['Entries']).toMatchObject([
    { DetailType: 'SweepFailing', Detail: '{"item":"ENV#foo","attempts":5}' },
  ]);
  await expect(bus.alarm('SweepFailing', {})).rejects.toMatchObject({ code: 'Unreachable' });
});
