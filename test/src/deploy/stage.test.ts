import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { build } from 'esbuild';
import type { Environment } from '../../../src/domain/environment/environment';
import { DeployConfig } from '../../../lib/config/schema';
import { documentOf } from '../../../lib/settings';
import { toItem } from '../../../src/aws/dynamo-entries';
import { tableDefinition } from '../../../src/plane/table';
import { startCodeBuild } from '../../../src/emulators/codebuild/codebuild';
import { claimed, destroyedOutcome, doomed, ready, settled } from '../../support/builders/lives';
import { type HubBuckets, startHubBuckets } from '../../support/aws/hub-buckets';
import { templatesOf } from '../../support/plane/synthesized';
import { type Allowed, bootstrap, startAccount } from '../../support/aws/stage-account';
import { startLogService } from '../../support/aws/log-service';
import { writeProgram, writeText } from '../../support/plane/machine';
import { createTable, type RegistryTable, startRegistryTable } from '../../support/aws/registry';
import { environmentKind } from '../../../src/domain/environment/environment-kind';

/** Two folders below the root, as the sources are that look for it. */
const programs = join(process.cwd(), 'dist/test');
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
function terminalWith(endpoints: Record<string, string>, { outputs = {}, more = {}, template = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-stage-'));
  const calls = join(folder, 'calls');
  const held = join(folder, 'held');
  const file = writeText(join(folder, 'stand.json'), JSON.stringify({ ...config, ...more }));
  const written = writeText(join(folder, 'outputs.json'), JSON.stringify(outputs));
  const synthesized = writeText(join(folder, 'template.json'), JSON.stringify(template));
  const { stage } = { ...config, ...more };
  writeProgram(
    join(folder, 'bin/cdk'),
    [
      `echo "$@" >> ${calls}`,
      '[ "$1" != "$FAILING" ] || exit 3',
      `if [ "$1" = synth ]; then mkdir -p dist/cdk; cp ${synthesized} dist/cdk/leasehold-${stage}-stateful.template.json; fi`,
      `while [ "$1" = destroy ] && [ -e ${held} ]; do sleep 0.1; done`,
      `if [ "$1" = deploy ]; then while [ "$1" != --outputs-file ]; do shift; done; mkdir -p "$(dirname "$2")"; cp ${written} "$2"; fi`,
    ].join('\n'),
  );
  const run = (script: string, args: string[], { answer = '', failing = 'none' } = {}) => {
    const child = spawn(process.execPath, [join(programs, `${script}.mjs`), '--config', file, ...args], {
      env: {
        PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
        HOME: folder,
        FAILING: failing,
        // Proving the catalog takes a minute, and is shown by test/heavy/templates/catalog-proof.test.ts.
        TERRAFORM_PATH: join(folder, 'no-terraform'),
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        ...endpoints,
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

/** Options of a noted call that the real `cdk` does not know, and would ignore. */
function unknownTo(call: string): string[] {
  const [verb = '', ...words] = call.split(' ');
  return words.filter((word) => word.startsWith('--') && !new RegExp(`${word}\\b`).test(helpOf(verb)));
}

const helps = new Map<string, string>();

/** What the real `cdk` says of a verb; it takes seconds to start, so each is asked once. */
function helpOf(verb: string): string {
  const cdk = join(process.cwd(), 'node_modules/aws-cdk/bin/cdk');
  const help =
    helps.get(verb) ?? spawnSync(process.execPath, [cdk, verb, '--help'], { encoding: 'utf8' }).stdout;
  helps.set(verb, help);
  return help;
}

/** Put together once, packages included: to find and read their files at each of thirty starts takes longer than what is started. */
beforeAll(async () => {
  await build({
    entryPoints: ['scripts/deploy.ts', 'scripts/undeploy.ts'],
    outdir: programs,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // It reads its WebAssembly from beside itself.
    external: ['@cdktf/hcl2json'],
    mainFields: ['module', 'main'],
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'silent',
  });
});

describe('npm run deploy', () => {
  let hub: HubBuckets;
  let account: Awaited<ReturnType<typeof startAccount>>;
  const allowed: Allowed = { builds: 60, unreserved: 1_000, reserved: {} };
  beforeAll(async () => {
    hub = await startHubBuckets();
    account = await startAccount(allowed);
    await bootstrap(hub.url, config.region, 21);
    // A stage that was deployed before.
    const TemplateBody = JSON.stringify({ Resources: { Queue: { Type: 'AWS::SQS::Queue' } } });
    const cloudFormation = new CloudFormationClient({ ...clientAt, endpoint: hub.url });
    await cloudFormation.send(
      new CreateStackCommand({ StackName: 'leasehold-stand-stateful', TemplateBody }),
    );
  });
  beforeEach(() => void Object.assign(allowed, { builds: 60, unreserved: 1_000 }));
  afterAll(() => Promise.all([hub.close(), account.close()]));

  const open = (
    more: Partial<typeof config> & { runnerImage?: 'baked'; templatePrograms?: string[] } = {},
    endpoints = {},
  ) => {
    const { stage } = { ...config, ...more };
    const outputs = {
      [`leasehold-${stage}-stateful`]: {
        CatalogBucket: hub.catalog,
        ClientId: 'abc',
        Issuer: 'https://issuer',
      },
      [`leasehold-${stage}-control-plane`]: { Url: 'https://plane.example' },
    };
    const aws = {
      AWS_ENDPOINT_URL: hub.url,
      AWS_ENDPOINT_URL_SERVICE_QUOTAS: account.quotas.endpoint,
      AWS_ENDPOINT_URL_LAMBDA: account.lambda.endpoint,
    };
    const template = templatesOf(stage, { region: config.region }).stateful.toJSON();
    return terminalWith({ ...aws, ...endpoints }, { outputs, more, template });
  };
  const clientAt = { region: config.region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const stacksOf = (calls: string[]) =>
    calls.flatMap((line) => /^deploy .*--exclusively leasehold-\w+?-(\S+)/.exec(line)?.[1] ?? []);

  it('shows the differences, asks, deploys what is kept before the rest, publishes the templates and says where the plane is', async () => {
    const { run, called, verbs } = open();

    const { code, output } = await run('deploy', [], { answer: 'stand\n' });

    expect(code).toBe(0);
    expect(verbs()).toEqual(['synth', 'diff', 'deploy', 'deploy']);
    expect(called()[0]).toMatch(/--context config=.*stand\.json$/);
    expect(called()[2]).toMatch(/^deploy --app dist\/cdk --exclusively leasehold-stand-stateful --require/);
    expect(called()[3]).toMatch(
      /^deploy --app dist\/cdk --exclusively leasehold-stand-control-plane --require/,
    );
    expect(called().flatMap(unknownTo)).toEqual([]);
    expect(output).toMatch(/control plane +https:\/\/plane\.example/);
    const index = (await hub.contents(hub.catalog)).find(([key]) => key === 'index.json');
    const published = JSON.parse(index?.[1] ?? '') as { templates: { name: string }[] };
    expect(published.templates.map(({ name }) => name)).toContain('api-database');
    const { digest } = documentOf(DeployConfig.parse(config));
    const keys = (await hub.contents(hub.catalog)).map(([key]) => key);
    expect(keys).toContain(`settings/${digest}.json`);
  });

  it('publishes the same templates again without complaint', async () => {
    const { code, output } = await open().run('deploy', ['--yes']);

    expect(code).toBe(0);
    expect(output).toMatch(/Published .*api-database \d+\.\d+\.\d+/);
  });

  it('publishes what no engine is there to prove, and says at the end what was not proven and how it can be', async () => {
    const { code, output } = await open().run('deploy', ['--yes']);

    expect(code).toBe(0);
    expect(output.slice(output.indexOf('The stage stand is deployed.'))).toMatch(
      /^unproven .*api-database, .*, vpc: published, but not initialised and validated by Terraform: Terraform is missing: install Terraform .*no-terraform/m,
    );
  });

  it('deploys all beside a template that is refused, which stays as it was, and ends with why and a code of its own', async () => {
    const { run, verbs } = open({ templatePrograms: [] });

    const { code, output } = await run('deploy', ['--yes']);

    expect(code).toBe(3);
    expect(verbs()).toEqual(['synth', 'diff', 'deploy', 'deploy']);
    expect(output).toMatch(/Published .*api-database .*vpc/);
    expect(output.slice(output.indexOf('The stage stand is deployed.'))).toMatch(
      /playground \(version [\d.]+ stays published\)\n +templates\/playground\/main\.tf:\d+: the provisioner local-exec of terraform_data\.item/,
    );
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

  it('examines the account first, and stops before anything is run where AWS would refuse the deployment', async () => {
    allowed.builds = 0;
    const { run, verbs } = open();

    const { code, output } = await run('deploy', ['--yes']);

    expect(code).toBe(1);
    expect(output).toMatch(/^failed {2}codebuild quota: 0/m);
    expect(output).toContain('codebuild quota. Fix them, then deploy again. Nothing was done.');
    expect(verbs()).toEqual([]);
  });

  it('takes no more of a new account than it allows, and says what is weaker', async () => {
    Object.assign(allowed, { builds: 1, unreserved: 10 });
    const { run, called } = open();

    const { code, output } = await run('deploy', ['--yes']);

    expect(code).toBe(0);
    expect(called()[0]).toContain('--context capacity={"concurrentRuns":1,"reserves":false}');
    expect(output).toMatch(/^ok {6}lambda quota: 10 \(nothing is reserved for the sweep, and many requests/m);
    expect(output).toMatch(/^ok {6}codebuild quota: 1 \(one run at once: a destroy waits for a provision\)/m);
  });

  it('creates what is kept without protection, which it gets once it is there', async () => {
    const { run, called, verbs } = open({ stage: 'fresh' });

    const { code } = await run('deploy', ['--yes']);

    expect(code).toBe(0);
    expect(verbs()).toEqual(['synth', 'diff', 'synth', 'deploy', 'synth', 'deploy', 'deploy']);
    expect(stacksOf(called())).toEqual(['stateful', 'stateful', 'control-plane']);
    const synthesized = called().filter((line) => line.startsWith('synth'));
    expect(synthesized.map((line) => line.includes('--context protection=off'))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('begins anew after a first creation that failed', async () => {
    const { run, verbs } = open({ stage: 'fresh' });

    const failed = await run('deploy', ['--yes'], { failing: 'deploy' });
    const second = await run('deploy', ['--yes']);

    expect([failed.code, second.code]).toEqual([1, 0]);
    expect(verbs()).toEqual('synth diff synth deploy synth diff synth deploy synth deploy deploy'.split(' '));
  });

  it('takes over what an earlier stack of the stage has left: table, buckets, people and who is in which group', async () => {
    const people = new CognitoIdentityProviderClient({ ...clientAt, endpoint: hub.url });
    const tables = new DynamoDBClient({ ...clientAt, endpoint: hub.url });
    const Bucket = 'leasehold-again-state-123456789012-us-east-1';
    await hub.client.send(new CreateBucketCommand({ Bucket }));
    await tables.send(new CreateTableCommand(tableDefinition('leasehold-again-registry')));
    const { UserPool } = await people.send(new CreateUserPoolCommand({ PoolName: 'leasehold-again-people' }));
    const UserPoolId = UserPool?.Id ?? '';
    await people.send(new CreateGroupCommand({ UserPoolId, GroupName: 'admin' }));
    const { run, called, verbs } = open({ stage: 'again' });

    const { code } = await run('deploy', ['--yes']);

    expect(code).toBe(0);
    expect(verbs()).toEqual(['synth', 'diff', 'import', 'deploy', 'deploy']);
    expect(called().flatMap(unknownTo)).toEqual([]);
    const mapping = /--resource-mapping (\S+)/.exec(called()[2] ?? '')?.[1] ?? '';
    const taken = Object.values(JSON.parse(readFileSync(mapping, 'utf8')) as Record<string, unknown>);
    expect(taken).toEqual([
      { TableName: 'leasehold-again-registry' },
      { BucketName: Bucket },
      { UserPoolId },
      { UserPoolId, GroupName: 'admin' },
    ]);
  });

  it('asks which of two user pools of the same name is the one of the stage', async () => {
    const people = new CognitoIdentityProviderClient({ ...clientAt, endpoint: hub.url });
    for (const PoolName of ['leasehold-pools-people', 'leasehold-pools-people'])
      await people.send(new CreateUserPoolCommand({ PoolName }));
    const { run, verbs } = open({ stage: 'pools' });

    const { code, output } = await run('deploy', ['--yes']);

    expect(code).toBe(1);
    expect(output).toContain('are all user pools called leasehold-pools-people');
    expect(verbs()).toEqual(['synth', 'diff']);
  });

  describe('of a stage that bakes the image of its builds', () => {
    const bake = async (command: string) => {
      const logs = await startLogService();
      const builds = await startCodeBuild({
        region: 'us-east-1',
        accountId: '111122223333',
        logs: logs.client,
        workDir: mkdtempSync(join(tmpdir(), 'leasehold-bake-')),
        machineEnv: { PATH: process.env['PATH'] ?? '' },
        onStateChange: () => undefined,
        projects: [
          {
            name: 'leasehold-stand-runner-image',
            buildspec: `{version: 0.2, phases: {build: {commands: ['${command}']}}}`,
            environment: {},
            timeoutInMinutes: 1,
          },
        ],
      });
      const terminal = open({ runnerImage: 'baked' }, { AWS_ENDPOINT_URL_CODEBUILD: builds.url });
      const ended = await terminal.run('deploy', ['--yes']);
      await builds.close();
      await logs.close();
      return { ...ended, stacks: stacksOf(terminal.called()), verbs: terminal.verbs() };
    };

    it('bakes it before the control plane asks for it, from the locks of all that was published', async () => {
      const { code, stacks, verbs } = await bake('true');

      expect(code).toBe(0);
      expect(verbs).toEqual(['synth', 'diff', 'deploy', 'synth', 'deploy', 'deploy']);
      expect(stacks).toEqual(['stateful', 'runner-image', 'control-plane']);
    });

    it('leaves the control plane as it was when the image cannot be baked', async () => {
      const { code, stacks, output } = await bake('exit 7');

      expect(code).toBe(1);
      expect(output).toContain('The image of the builds was not built (FAILED');
      expect(stacks).toEqual(['stateful', 'runner-image']);
    });
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

  const put = async (...lives: Environment[]) => {
    for (const life of lives)
      await registry.table.client.send(
        new PutCommand({ TableName: 'leasehold-stand-registry', Item: toItem(environmentKind, life) }),
      );
  };

  const ended = settled(claimed(doomed()), destroyedOutcome()).environment;

  it('deletes the control plane alone, and says what stays', async () => {
    const { run, called } = terminalWith(endpoints);

    const { code, output } = await run('undeploy', [], { answer: 'stand\n' });

    expect(code).toBe(0);
    expect(called().at(-1)).toBe(`destroy --app dist/cdk --exclusively --force ${controlPlane}`);
    expect(called().flatMap(unknownTo)).toEqual([]);
    expect(output).toContain('the registry with every receipt, states, artifacts');
  });

  it('deletes the image of the builds too, where the stage bakes one', async () => {
    const { run, called } = terminalWith(endpoints, { more: { runnerImage: 'baked' } });

    const { code } = await run('undeploy', ['--yes']);

    expect(code).toBe(0);
    expect(called().at(-1)).toMatch(new RegExp(`--force ${controlPlane} leasehold-stand-runner-image$`));
  });

  it('is refused while environments live, and names them', async () => {
    await createTable(registry.raw, 'leasehold-stand-registry');
    await put(ready({ name: 'alive' }), ready({ name: 'well' }), ended);
    const { run, verbs } = terminalWith(endpoints);

    const { code, output } = await run('undeploy', ['--yes', '--abandon', 'alive']);

    expect(code).toBe(1);
    expect(output).toMatch(/^well still exist/m);
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
    expect(output).toContain(`${ended.name}: no live environment has this name`);
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
    expect(output).toContain('The control plane is gone, and late were created during the deletion');
  });
});
