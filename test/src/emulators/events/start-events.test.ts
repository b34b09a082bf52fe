import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { LocalEvent } from '../../../../src/emulators/events/event';
import { startEvents } from '../../../../src/emulators/events/start-events';
import type { EventRule } from '../../../../src/emulators/events/rule';
import type { EventsEndpoint, EventsOptions } from '../../../../src/emulators/events/start-events';
import { virtualClock } from '../../../support/plane/virtual-clock';

const entry = (fields: Partial<PutEventsRequestEntry> = {}): PutEventsRequestEntry => ({
  Source: 'leasehold',
  DetailType: 'EnvironmentReady',
  Detail: '{"name":"foo"}',
  EventBusName: 'leasehold',
  ...fields,
});

describe('startEvents', () => {
  let endpoint: EventsEndpoint;
  let client: EventBridgeClient;
  let delivered: LocalEvent[];

  const collect: EventRule['target'] = async (event) => void delivered.push(event);
  const ready: EventRule = {
    name: 'ready',
    eventBusName: 'leasehold',
    pattern: { source: ['leasehold'], 'detail-type': ['EnvironmentReady'] },
    target: collect,
  };
  const builds: EventRule = { name: 'builds', pattern: { source: ['aws.codebuild'] }, target: collect };

  const begin = async (options: Partial<EventsOptions> = {}) => {
    const place = { region: 'us-east-1', account: '123456789012' };
    endpoint = await startEvents({ rules: [ready, builds], ...place, clock: virtualClock(), ...options });
    const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
    client = new EventBridgeClient({
      endpoint: endpoint.url,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
    });
  };
  const put = (...Entries: PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries }));

  beforeEach(() => {
    delivered = [];
  });

  afterEach(async () => {
    client.destroy();
    await endpoint.close();
  });

  it('delivers an event to the rules that match it, in the envelope of EventBridge', async () => {
    await begin();

    const answer = await put(entry({ Resources: ['arn:x'], Time: new Date('2026-02-03T04:05:06Z') }));
    await endpoint.idle();

    expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
    expect(delivered).toEqual([
      {
        version: '0',
        id: answer.Entries?.[0]?.EventId,
        'detail-type': 'EnvironmentReady',
        source: 'leasehold',
        account: '123456789012',
        time: '2026-02-03T04:05:06Z',
        region: 'us-east-1',
        resources: ['arn:x'],
        detail: { name: 'foo' },
      },
    ]);
  });

  it('keeps buses apart', async () => {
    await begin();

    await put(entry({ EventBusName: 'default' }));
    endpoint.publish({ source: 'aws.codebuild', detailType: 'x', detail: {} }, 'leasehold');
    await endpoint.idle();

    expect(delivered).toEqual([]);
  });

  it('takes a bus by its ARN', async () => {
    await begin();

    await put(entry({ EventBusName: 'arn:aws:events:us-east-1:123456789012:event-bus/leasehold' }));
    await endpoint.idle();

    expect(delivered).toHaveLength(1);
  });

  it('publishes the events of services on the default bus', async () => {
    await begin();

    const id = endpoint.publish({
      source: 'aws.codebuild',
      detailType: 'CodeBuild Build State Change',
      detail: { n: 1 },
    });
    await endpoint.idle();

    expect(delivered).toMatchObject([{ id, time: '2026-01-01T00:00:00Z', resources: [], detail: { n: 1 } }]);
  });

  it('takes the good entries of a request and names what is wrong with each other one', async () => {
    await begin();

    const answer = await put(
      entry(),
      entry({ Source: '' }),
      entry({ DetailType: '' }),
      entry({ Detail: '' }),
      entry({ Detail: '{"a"' }),
      entry({ Detail: '[1]' }),
      entry({ Source: 'aws.states' }),
      entry({ EventBusName: 'other' }),
    );
    await endpoint.idle();

    expect(answer.FailedEntryCount).toBe(7);
    expect(answer.Entries?.map(({ EventId, ErrorCode }) => ErrorCode ?? typeof EventId)).toEqual([
      'string',
      'InvalidArgument',
      'InvalidArgument',
      'InvalidArgument',
      'MalformedDetail',
      'MalformedDetail',
      'NotAuthorizedForSource',
      'ResourceNotFoundException',
    ]);
    expect(delivered).toHaveLength(1);
  });

  it('refuses the entries that a test wants refused', async () => {
    const refusal = { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' };
    await begin({ refuse: ({ Detail }) => (Detail?.includes('bar') ? refusal : undefined) });

    const answer = await put(entry(), entry({ Detail: '{"name":"bar"}' }));
    await endpoint.idle();

    expect(answer).toMatchObject({ FailedEntryCount: 1, Entries: [{}, refusal] });
    expect(delivered).toHaveLength(1);
  });

  it.each([
    ['more than ten entries', Array<PutEventsRequestEntry>(11).fill(entry())],
    ['no entries', []],
    ['more than 256 KB', [entry({ Detail: JSON.stringify({ x: 'x'.repeat(262_144) }) })]],
  ])('refuses a request with %s as a whole', async (_, entries) => {
    await begin();

    await expect(put(...entries)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('delivers again until the target takes the event', async () => {
    let refusals = 3;
    const target: EventRule['target'] = async (event) => {
      refusals -= 1;
      if (refusals >= 0) throw new Error('busy');
      delivered.push(event);
    };
    await begin({ rules: [{ ...ready, target }] });

    await put(entry());
    await endpoint.idle();

    expect(delivered).toHaveLength(1);
    expect(endpoint.deadLetters).toEqual([]);
  });

  it('keeps what a target never takes as a dead letter, and still serves the other rules', async () => {
    const broken: EventRule = {
      ...ready,
      name: 'broken',
      target: async () => {
        throw new Error('always');
      },
    };
    await begin({
      rules: [broken, ready],
      retry: { attempts: 3, firstDelayMs: 10, maxDelayMs: 1000 },
    });

    await put(entry());
    await endpoint.idle();

    expect(delivered).toHaveLength(1);
    expect(endpoint.deadLetters).toMatchObject([
      { rule: 'broken', attempts: 3, reason: 'Error: always', event: { detail: { name: 'foo' } } },
    ]);
  });

  it('gives every target its own copy', async () => {
    const spoil: EventRule['target'] = async (event) =>
      void Object.assign(event.detail as object, { name: 'x' });
    await begin({ rules: [{ ...ready, name: 'spoil', target: spoil }, ready] });

    await put(entry());
    await endpoint.idle();

    expect(delivered[0]?.detail).toEqual({ name: 'foo' });
  });

  it('delivers nothing more once it is closed', async () => {
    await begin();
    await endpoint.close();

    endpoint.publish({ source: 'aws.codebuild', detailType: 'x', detail: {} });
    await endpoint.idle();

    expect(delivered).toEqual([]);
  });

  it('does not start with a pattern that it cannot match', async () => {
    await begin();
    const pattern = { detail: { n: [{ numeric: ['>', 1] }] } } as unknown as EventRule['pattern'];

    const starting = startEvents({ rules: [{ ...ready, pattern }], region: 'us-east-1', account: '1' });

    await expect(starting).rejects.toThrow('rule ready.detail.n');
  });
});
