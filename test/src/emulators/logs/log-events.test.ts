import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAwsJson, AwsFault, type AwsJsonEndpoint } from '../../../../src/emulators/aws-json';
import { startFront, type Front } from '../../../../src/emulators/front/start-front';
import { openUpstream } from '../../../../src/emulators/front/upstream';
import { logEvents } from '../../../../src/emulators/logs/log-events';
import { corrected } from '../../../../src/emulators/target-front/correction';

const names = { logGroupName: '/aws/codebuild/x', logStreamName: 'a/b:1' };

describe('the events of logs', () => {
  let emulator: AwsJsonEndpoint;
  let front: Front;
  let client: CloudWatchLogsClient;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'log-events-'));
    const nothing = () => Promise.resolve({});
    const missing = () => Promise.reject(new AwsFault('ResourceNotFoundException', 'no such stream'));
    emulator = await startAwsJson({
      targetPrefix: 'Logs_20140328',
      contentType: 'application/x-amz-json-1.1',
      operations: {
        CreateLogGroup: nothing,
        CreateLogStream: nothing,
        PutLogEvents: missing,
        GetLogEvents: missing,
      },
    });
    const { forward } = openUpstream(emulator.url);
    const serve = corrected([logEvents(folder)], forward);
    front = await startFront({ isFromHere: () => true, serve });
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    client = new CloudWatchLogsClient({
      endpoint: front.url,
      region: 'eu-west-1',
      credentials,
      maxAttempts: 1,
    });
    await client.send(new CreateLogGroupCommand({ logGroupName: names.logGroupName }));
    await client.send(new CreateLogStreamCommand(names));
  });
  afterAll(async () => {
    client.destroy();
    await front.close();
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  });

  const get = (nextToken?: string) =>
    client.send(new GetLogEventsCommand({ ...names, startFromHead: true, ...(nextToken && { nextToken }) }));

  it('are put and read behind each token, which stays the same at the end', async () => {
    const logEvents = [
      { timestamp: 1, message: 'one\n' },
      { timestamp: 2, message: 'läst 😀' },
    ];
    await client.send(new PutLogEventsCommand({ ...names, logEvents }));

    const first = await get();
    const end = await get(first.nextForwardToken);

    expect(first.events).toEqual(logEvents);
    expect([end.events, end.nextForwardToken]).toEqual([[], first.nextForwardToken]);
  });

  it.each(['f/0/3', 'b/1/2', 'x', 'f/0/-1'])(
    'are not read behind a token that nobody was given: %s',
    async (token) => {
      await expect(get(token)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    },
  );

  it('of a stream that nobody made are for the emulator to refuse', async () => {
    const stream = { ...names, logStreamName: 'other' };

    await expect(client.send(new GetLogEventsCommand({ ...stream, startFromHead: true }))).rejects.toThrow(
      'no such stream',
    );
    await expect(
      client.send(new PutLogEventsCommand({ ...stream, logEvents: [{ timestamp: 1, message: 'x' }] })),
    ).rejects.toThrow('no such stream');
  });
});
