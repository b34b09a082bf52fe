import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { build } from 'esbuild';
import { failedLife, wholeLife } from '../../../../src/deploy/first-day/lives';
import { ringAlarms } from '../../../../src/deploy/first-day/ring-alarms';
import { readFolder } from '../../../../src/tools/read-folder';
import { packWhole } from '../../../support/terraform/pack-whole';
import { startScripted } from '../../../support/aws/scripted-service';
import { writeText } from '../../../support/plane/machine';

const protocol = {
  targetPrefix: 'GraniteServiceVersion20100801',
  contentType: 'application/x-amz-json-1.0',
} as const;
const topic = 'arn:aws:sns:eu-central-1:111122223333:leasehold-dev-notices';
const patience = { forMs: 500, everyMs: 20 };
const taken = `Successfully executed action ${topic}`;

/** CloudWatch with these alarms, which says this of an alarm that was told to ring. */
async function cloudWatch(alarms: object[], summary: string | undefined) {
  let rung = false;
  const service = await startScripted(protocol, {
    DescribeAlarms: () => ({ MetricAlarms: alarms }),
    SetAlarmState: ({ StateValue }) => {
      rung = StateValue === 'ALARM';
      return {};
    },
    DescribeAlarmHistory: () => ({
      AlarmHistoryItems: rung && summary !== undefined ? [{ HistorySummary: summary }] : [],
    }),
  });
  const states = () =>
    service.calls.filter(({ operation }) => operation === 'SetAlarmState').map(({ input }) => input);
  return { ...service, states, watch: new CloudWatchClient(service.client) };
}

const alarm = (AlarmName: string, ...AlarmActions: string[]) => ({ AlarmName, AlarmActions });

describe('ringing the alarms of a stage', () => {
  it('rings one of each kind, from silence, and hears that the notice was taken', async () => {
    const alarms = [
      alarm('leasehold-dev-One', topic),
      alarm('leasehold-dev-Two', topic),
      alarm('leasehold-dev-Other', `${topic}-2`),
    ];
    const { watch, states, close } = await cloudWatch(alarms, taken);

    const heard = await ringAlarms(watch, 'dev', patience);
    await close();

    expect(heard).toMatch(/^leasehold-dev-Two, leasehold-dev-Other rang, .*all 3 alarms/);
    expect(states()).toMatchObject([
      { AlarmName: 'leasehold-dev-Two', StateValue: 'OK' },
      { AlarmName: 'leasehold-dev-Two', StateValue: 'ALARM' },
      { AlarmName: 'leasehold-dev-Other', StateValue: 'OK' },
      { AlarmName: 'leasehold-dev-Other', StateValue: 'ALARM' },
    ]);
  });

  it.each([
    [
      'the topic refuses the notice',
      [alarm('a', topic)],
      `Failed to execute action ${topic}: AuthorizationError`,
      'AuthorizationError',
    ],
    ['nobody is notified in time', [alarm('a', topic)], undefined, 'CloudWatch sent no notification'],
    ['an alarm notifies nobody', [alarm('a', topic), alarm('b')], taken, 'b notifies anyone'],
    ['there is none', [], taken, 'no alarm of dev is there'],
  ])('fails where %s', async (_what, alarms, summary, reason) => {
    const { watch, close } = await cloudWatch(alarms, summary);

    await expect(ringAlarms(watch, 'dev', patience)).rejects.toThrow(reason);
    await close();
  });
});

describe('npm run first-day', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-first-day-'));
  const program = join(process.cwd(), 'dist/test/first-day.mjs');
  const calls = join(folder, 'calls');
  /** A command line that notes how it is called, and ends as it is told for a word of the call. */
  const idp = (codes: Record<string, number>) =>
    writeText(
      join(folder, 'idp.cjs'),
      `const args = process.argv.slice(2).join(' ');
       require('fs').appendFileSync(${JSON.stringify(calls)}, args + '\\n');
       process.exit(Object.entries(${JSON.stringify(codes)}).find(([word]) => args.includes(word))?.[1] ?? 0);`,
    );
  beforeAll(() =>
    build({
      stdin: {
        contents: `import { firstDay } from './src/deploy/first-day/first-day';
          import { runScript } from './src/deploy/run-script';
          await runScript(() => firstDay(JSON.parse(process.argv[2])));`,
        resolveDir: process.cwd(),
        loader: 'ts',
      },
      outfile: program,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    }),
  );
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (codes: Record<string, number>) => {
    rmSync(calls, { force: true });
    const service = await cloudWatch([alarm('leasehold-dev-One', topic)], taken);
    const order = { config: 'config/dev.json', profile: 'dev', redeploy: false, idp: idp(codes) };
    const env = {
      PATH: process.env['PATH'] ?? '',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_CLOUDWATCH: service.client.endpoint,
    };
    const child = spawn(process.execPath, [program, JSON.stringify(order)], { env });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const code = await new Promise<number | null>((end) => child.on('close', end));
    await service.close();
    return { code, output, called: readFileSync(calls, 'utf8').trim().split('\n') };
  };

  it('rings, makes and destroys, and has one fail that is destroyed too, each by the profile of the stage', async () => {
    const { code, output, called } = await run({ 'api-service': 7 });

    expect(code).toBe(0);
    expect(output).toContain('Everything was shown.');
    expect(called.map((line) => line.replace(/(first|failing)-\w+/, '$1'))).toEqual([
      'create -t playground -n first --ttl 2h --yes --profile dev',
      'destroy first --yes --profile dev',
      'create -t api-service -n failing --ttl 2h --yes --input container_image=public.ecr.aws/nginx/nginx:no-such-tag --input wait_for_steady_state=true --profile dev',
      'destroy failing --yes --profile dev',
    ]);
  });

  it.each([
    ['an api-service is ready that should have failed', {}, 'Not shown: an api-service fails'],
    [
      'what failed cannot be destroyed',
      { 'api-service': 7, 'destroy failing': 7 },
      'ended with code 7 instead of 0',
    ],
    ['a playground cannot be made', { 'api-service': 7, playground: 7 }, 'Not shown: a playground is made'],
  ])('says so where %s', async (_what, codes, words) => {
    const { code, output } = await run(codes);

    expect(code).toBe(1);
    expect(output).toContain(words);
  });
});

describe('the calls of a first day', () => {
  const all = [wholeLife('a'), failedLife('b')].flatMap(({ calls }) => calls.map(({ args }) => args));

  it.each(all)('are known to the command line: idp %s %s', (...args) => {
    const help = spawnSync(process.execPath, ['dist/bin/idp.cjs', args[0] ?? '', '--help'], {
      encoding: 'utf8',
    }).stdout;

    for (const option of args.filter((arg) => arg.startsWith('-')))
      expect(help).toMatch(new RegExp(`(^|[ ,])${option}[ ,]`, 'm'));
  });

  it('name templates and inputs of the checkout', async () => {
    const engine = { name: 'terraform' as const, version: '1.11.4' };
    const packed = await packWhole({ files: await readFolder('terraform'), engine });
    for (const args of all.filter(([verb]) => verb === 'create')) {
      const template = args[args.indexOf('-t') + 1] ?? '';
      const { inputs } = packed.find(({ name }) => name === template)!.manifest;
      const given = args
        .filter((_, index) => args[index - 1] === '--input')
        .map((input) => input.split('=')[0]);

      expect(Object.keys(inputs.properties)).toEqual(expect.arrayContaining(given));
    }
  });
});
