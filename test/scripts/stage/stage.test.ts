import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { tableDefinition } from '../../../src/aws/dynamo-table';
import { toItem } from '../../../src/aws/dynamo-registry';
import { claimed, destroyedOutcome, doomed, ready, settled } from '../../support/lives';
import { type HubBuckets, startHubBuckets } from '../../support/hub-buckets';
import { writeProgram, writeText } from '../../support/machine';
import { type RegistryTable, startRegistryTable } from '../../support/registry';

const tsx = join(process.cwd(), 'node_modules/tsx/dist/cli.mjs');
const controlPlane = 'leasehold-stand-control-plane';
const config = {
  stage: 'stand',
  region: 'us-east-1',
  targets: [
    {
      name: 'dev',
      account: '111122223333',
      region: 'us-east-1',
      role: 'provisioner',
      externalId: 'stand-dev',
    },
  ],
};

/** A person at a terminal with a `cdk` that notes how it is called and, as `deploy`, writes what the stacks put out. */
function terminalWith(endpoints: Record<string, string>, outputs: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-stage-'));
  const calls = join(folder, 'calls');
  const held = join(folder, 'held');
  const file = writeText(join(folder, 'stand.json'), JSON.stringify(config));
  const written = writeText(join(folder, 'outputs.json'), JSON.stringify(outputs));
  writeProgram(
    join(folder, 'bin/cdk'),
    [
      `echo "$@" >> ${calls}`,
      '[ "$1" != "$FAILING" ] || exit 3',
      `while [ "$1" = destroy ] && [ -e ${held} ]; do sleep 0.1; done`,
      `if [ "$1" = deploy ]; then while [ "$1" != --outputs-file ]; do shift; done; mkdir -p "$(dirname "$2")"; cp ${written} "$2"; fi`,
    ].join('\n'),
  );
  const run = (script: string, args: string[], { answer = '', failing = 'none' } = {}) => {
    const child = spawn(process.execPath, [tsx, `scripts/${script}.ts`, '--config', file, ...args], {
      env: {
        ...{ PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, HOME: folder, FAILING: failing },
        ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', ...endpoints },
      },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stdin.end(answer);
    return new Promise<{ code: number | null; output: string }>((resolve) =>
      child.on('close', (code) => resolve({ code, output })),
    );
  };
  const called = () => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : []);
  const hold = () => writeText(held, '');
  return {
    run,
    called,
    hold,
    release: () => rmSync(held),
    verbs: () => called().map((line) => line.split(' ')[0]),
  };
}

describe('npm run deploy', () => {
  let hub: HubBuckets;
  beforeAll(async () => {
    hub = await startHubBuckets();
  });
  afterAll(() => hub.close());

  const open = () =>
    terminalWith(
      { AWS_ENDPOINT_URL_S3: hub.url },
      {
        'leasehold-stand-stateful': { CatalogBucket: hub.catalog, ClientId: 'abc', Issuer: 'https://issuer' },
        [controlPlane]: { Url: 'https://plane.example' },
      },
    );

  it('shows the differences, asks, deploys both stacks, publishes the templates and says where the plane is', async () => {
    const { run, called, verbs } = open();

    const { code, output } = await run('deploy', [], { answer: 'stand\n' });

    expect(code).toBe(0);
    expect(verbs()).toEqual(['synth', 'diff', 'deploy']);
    expect(called()[0]).toMatch(/--context config=.*stand\.json$/);
    expect(called()[2]).toMatch(/^deploy --app dist\/cdk --all --require-approval never/);
    expect(output).toMatch(/control plane +https:\/\/plane\.example/);
    const index = (await hub.contents(hub.catalog)).find(([key]) => key === 'index.json');
    const published = JSON.parse(index?.[1] ?? '') as { templates: { name: string }[] };
    expect(published.templates.map(({ name }) => name)).toContain('api-database');
  });

  it('publishes the same templates again without complaint', async () => {
    const { code, output } = await open().run('deploy', ['--yes']);

    expect(code).toBe(0);
    expect(output).toMatch(/Published api-database \d+\.\d+\.\d+/);
  });

  it('changes nothing when the person does not type the name of the stage', async () => {
    const { run, verbs } = open();

    const { code, output } = await run('deploy', [], { answer: 'y\n' });

    expect(code).toBe(1);
    expect(output).toContain('Nothing was done.');
    expect(verbs()).toEqual(['synth', 'diff']);
  });

  it('goes no further when cdk fails', async () => {
    const { run, verbs } = open();

    const { code, output } = await run('deploy', ['--yes'], { failing: 'diff' });

    expect(code).toBe(1);
    expect(output).toContain('cdk diff ended with code 3');
    expect(verbs()).toEqual(['synth', 'diff']);
  });

  it('names the mistake in a configuration before anything is run', async () => {
    const { run, verbs } = open();
    const wrong = writeText(join(mkdtempSync(join(tmpdir(), 'leasehold-stage-')), 'x.json'), '{"stage":"X"}');

    const { code, output } = await run('deploy', ['--config', wrong]);

    expect(code).toBe(1);
    expect(output).toContain('stage: must be 2 to 10 lower-case letters and digits');
    expect(verbs()).toEqual([]);
  });
});

describe('npm run undeploy', () => {
  let registry: RegistryTable;
  const endpoints = { AWS_ENDPOINT_URL_DYNAMODB: '' };
  beforeAll(async () => {
    registry = await startRegistryTable();
    const { protocol, hostname, port } = await registry.raw.config.endpoint!();
    endpoints.AWS_ENDPOINT_URL_DYNAMODB = `${protocol}//${hostname}:${port}`;
  });
  afterAll(() => registry.close());

  const put = async (...lives: Parameters<typeof toItem>[0][]) => {
    for (const life of lives)
      await registry.table.client.send(
        new PutCommand({ TableName: 'leasehold-stand-registry', Item: toItem(life) }),
      );
  };

  const ended = settled(claimed(doomed()), destroyedOutcome()).environment;

  it('deletes the control plane alone, and says what stays', async () => {
    const { run, called } = terminalWith(endpoints);

    const { code, output } = await run('undeploy', [], { answer: 'stand\n' });

    expect(code).toBe(0);
    expect(called().at(-1)).toBe(`destroy --app dist/cdk --exclusively --force ${controlPlane}`);
    expect(output).toContain('the registry with every receipt, states, artifacts');
  });

  it('is refused while environments live, and names them', async () => {
    await registry.raw.send(new CreateTableCommand(tableDefinition('leasehold-stand-registry')));
    await put(ready({ name: 'alive' }), ready({ name: 'well' }), ended);
    const { run, verbs } = terminalWith(endpoints);

    const { code, output } = await run('undeploy', ['--yes', '--abandon', 'alive']);

    expect(code).toBe(1);
    expect(output).toMatch(/^well still live/m);
    expect(output).not.toContain(ended.name);
    expect(verbs()).toEqual([]);
  });

  it('goes on when each live environment is given up by its name', async () => {
    const { run, verbs } = terminalWith(endpoints);

    const { code } = await run('undeploy', ['--yes', '--abandon', 'alive', '--abandon', 'well']);

    expect(code).toBe(0);
    expect(verbs()).toEqual(['synth', 'destroy']);
  });

  it('is refused when a name is given up that does not live', async () => {
    const { run, verbs } = terminalWith(endpoints);

    const { code, output } = await run('undeploy', [
      '--yes',
      ...['alive', 'well', ended.name].flatMap((one) => ['--abandon', one]),
    ]);

    expect(code).toBe(1);
    expect(output).toContain(`${ended.name}: no live environment is called that`);
    expect(verbs()).toEqual([]);
  });

  it('names what came to life while the control plane was being deleted', async () => {
    const { run, hold, release, verbs } = terminalWith(endpoints);
    hold();

    const ending = run('undeploy', ['--yes', '--abandon', 'alive', '--abandon', 'well']);
    while (!verbs().includes('destroy')) await sleep(50);
    await put(ready({ name: 'late' }));
    release();
    const { code, output } = await ending;

    expect(code).toBe(1);
    expect(output).toContain('The control plane is gone, and late came to life meanwhile');
  });
});
