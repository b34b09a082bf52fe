import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { openEmulator } from '../../../../src/local/emulator';
import { createLogShipper } from '../../../../src/emulators/codebuild/log-shipper';
import { findEmulator } from '../../../../src/tools/find-emulator';
import { startLogService } from '../../../support/aws/log-service';
import { currentMachine } from '../../../support/plane/machine';

const destination = { groupName: '/aws/codebuild/provision', streamName: 'one' };

describe('createLogShipper', () => {
  it('ships every line in order and within the limits of a call', async () => {
    const service = await startLogService();
    const shipper = createLogShipper(service.client, destination);
    const lines = Array.from({ length: 25_000 }, (_, index) => `line ${index} ${'é'.repeat(index % 100)}`);

    lines.forEach(shipper.write);
    await shipper.close();

    expect(service.lines().join('\n') === lines.join('\n')).toBe(true);
    expect(service.puts.every(({ logEvents }) => logEvents.length <= 5_000)).toBe(true);
    const sizes = service.puts.map(({ logEvents }) =>
      logEvents.reduce((sum, { message }) => sum + Buffer.byteLength(message) + 26, 0),
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(524_288);
    await service.close();
  });

  it('ships lines while the build still runs', async () => {
    const service = await startLogService();
    const shipper = createLogShipper(service.client, destination);

    shipper.write('live');
    while (service.lines().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));

    expect(service.lines()).toEqual(['live']);
    await shipper.close();
    await service.close();
  });

  it('keeps lines while the service is away', async () => {
    const service = await startLogService(2);
    const shipper = createLogShipper(service.client, destination);

    shipper.write('before');
    await shipper.close();

    expect(service.lines()).toEqual(['before']);
    await service.close();
  });

  it('gives the build its end although the service never answers', async () => {
    const service = await startLogService(Infinity);
    const shipper = createLogShipper(service.client, destination, 50);

    shipper.write('lost');
    await shipper.close();

    expect(service.lines()).toEqual([]);
    await service.close();
  });

  it('lets nobody write more than may wait, as long as the service takes some', async () => {
    let serve = () => undefined as void;
    const service = await startLogService(0, new Promise<void>((resolve) => (serve = resolve)));
    const shipper = createLogShipper(service.client, destination);
    const line = 'x'.repeat(100_000);
    for (let n = 0; n < 60; n += 1) shipper.write(line);
    let ready = false;
    const waited = shipper.ready().then(() => (ready = true));
    await new Promise((resolve) => setTimeout(resolve, 100));

    expect(ready).toBe(false);
    serve();
    await waited;
    await shipper.close();
    expect(service.lines()).toHaveLength(60);
    await service.close();
  });

  it('keeps the end of what came faster than the service took it, and says what is missing', async () => {
    let serve = () => undefined as void;
    const service = await startLogService(0, new Promise<void>((resolve) => (serve = resolve)));
    const shipper = createLogShipper(service.client, destination);
    const lines = Array.from({ length: 400 }, (_, index) => `${index} ${'x'.repeat(100_000)}`);

    lines.forEach(shipper.write);
    serve();
    await shipper.close();

    const shipped = service.lines();
    const gap = shipped.findIndex((line) => line.startsWith('[Container]'));
    expect(shipped[gap]).toContain(`${400 - (shipped.length - 1)} lines are omitted here`);
    expect(shipped.slice(0, gap)).toEqual(lines.slice(0, gap));
    expect(shipped.slice(gap + 1)).toEqual(lines.slice(gap + 1 - shipped.length));
    await service.close();
  });

  it('makes group and stream in a real emulator, where lines can be read back', async () => {
    const { found } = await findEmulator(currentMachine(), '/nowhere');
    if (!found) throw new Error('the tests need an AWS emulator');
    const emulator = await openEmulator(found, { env: currentMachine().env, onOutput: () => undefined });
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new CloudWatchLogsClient({ endpoint: emulator.url, region: 'eu-west-1', credentials });
    const shipper = createLogShipper(client, destination);

    ['first', '', 'läst 😀'].forEach(shipper.write);
    await shipper.close();

    const read = new GetLogEventsCommand({ logGroupName: destination.groupName, logStreamName: 'one' });
    const { events = [] } = await client.send(read);
    expect(events.map(({ message }) => message)).toEqual(['first\n', '\n', 'läst 😀\n']);
    await emulator.close();
  });
});
