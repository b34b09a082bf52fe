import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLambdaFunction } from '../../../../src/emulators/lambda/lambda-function';
import type { LambdaFunction } from '../../../../src/emulators/lambda/lambda-function';
import type { LambdaSettings } from '../../../../src/emulators/lambda/lambda-settings';

const folder = mkdtempSync(join(tmpdir(), 'leasehold-lambda-'));
let written = 0;

describe('createLambdaFunction', () => {
  const functions: LambdaFunction[] = [];
  afterEach(() => Promise.all(functions.splice(0).map((lambda) => lambda.kill())));

  function host(source: string, settings: Partial<LambdaSettings> = {}) {
    const file = join(folder, `handler-${(written += 1)}.mjs`);
    writeFileSync(file, source);
    const output: string[] = [];
    const lambda = createLambdaFunction({
      name: 'api',
      file,
      handler: 'handler',
      env: {},
      region: 'eu-west-1',
      accountId: '123456789012',
      timeoutMs: 5_000,
      memoryMb: 128,
      concurrency: 2,
      onOutput: (text: string) => output.push(text),
      ...settings,
    });
    functions.push(lambda);
    return { ...lambda, output };
  }

  it('gives the handler its event, its context and only its own environment', async () => {
    const lambda = host(
      `export const handler = async (event, context) => ({
        event, name: context.functionName, arn: context.invokedFunctionArn, id: context.awsRequestId,
        remaining: context.getRemainingTimeInMillis(), env: process.env });`,
      { env: { TABLE: 'registry' } },
    );

    const { payload } = await lambda.invoke({ a: [1] });

    expect(payload).toMatchObject({
      event: { a: [1] },
      name: 'api',
      arn: 'arn:aws:lambda:eu-west-1:123456789012:function:api',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      env: { TABLE: 'registry', AWS_REGION: 'eu-west-1', AWS_LAMBDA_FUNCTION_NAME: 'api' },
    });
    const { remaining, env } = payload as { remaining: number; env: Record<string, string> };
    expect(remaining).toBeGreaterThan(4_000);
    expect(env['PATH']).toBeUndefined();
  });

  it('bounds what an instance holds, its newest objects too', async () => {
    const lambda = host(
      `import { resourceLimits } from 'node:worker_threads'; export const handler = async () => resourceLimits;`,
    );

    const { payload } = await lambda.invoke({});

    expect(payload).toMatchObject({ maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 12 });
  });

  it('loads CommonJS bundles too', async () => {
    const file = join(folder, 'bundle.cjs');
    writeFileSync(file, 'exports.handler = async () => "from cjs";');

    const { payload } = await host('', { file }).invoke({});

    expect(payload).toBe('from cjs');
  });

  it('keeps module state between invocations and answers null for undefined', async () => {
    const lambda = host('let count = 0; export const handler = async (e) => (e.skip ? undefined : ++count);');

    const results = [await lambda.invoke({}), await lambda.invoke({ skip: true }), await lambda.invoke({})];

    expect(results.map(({ payload }) => payload)).toEqual([1, null, 2]);
  });

  it('runs concurrent invocations in instances of their own, up to the limit', async () => {
    const lambda = host(`let running = 0;
      export const handler = async () => {
        running += 1; await new Promise((r) => setTimeout(r, 50)); return running--; };`);

    const results = await Promise.all([1, 2, 3, 4, 5].map((n) => lambda.invoke(n)));

    expect(results.map(({ payload }) => payload)).toEqual([1, 1, 1, 1, 1]);
  });

  it('reports what the handler threw by name and message', async () => {
    const lambda = host(
      `export const handler = async () => { throw Object.assign(new Error('taken'), { name: 'NameTaken' }); };`,
    );

    const { error } = await lambda.invoke({});

    expect(error).toMatchObject({ errorType: 'NameTaken', errorMessage: 'taken' });
    expect(error?.trace?.[0]).toContain('taken');
  });

  it.each([
    ['an exit', 'process.exit(3)', 'exit status 3'],
    ['an uncaught error', "setTimeout(() => { throw new TypeError('late'); })", 'TypeError: late'],
  ])('reports %s as a crash and starts afresh', async (_what, statement, message) => {
    const lambda = host(`let count = 0; export const handler = async (event) => {
      count += 1; if (event.die) { ${statement}; await new Promise(() => {}); } return count; };`);
    await lambda.invoke({});

    const { error } = await lambda.invoke({ die: true });

    expect(error?.errorType).toBe('Runtime.ExitError');
    expect(error?.errorMessage).toContain(message);
    expect((await lambda.invoke({})).payload).toBe(1);
  });

  it('replaces an instance that died between two invocations', async () => {
    const lambda = host(
      'export const handler = async (e) => { if (e.die) setTimeout(() => process.exit(1)); };',
    );
    await lambda.invoke({ die: true });
    await new Promise((resolve) => setTimeout(resolve, 1_000));

    expect(await lambda.invoke({})).toEqual({ payload: null });
  });

  it('refuses what waits for an instance, and what comes later, once it is closed', async () => {
    const lambda = host(
      'export const handler = () => new Promise((resolve) => setTimeout(resolve, 60_000));',
      {
        concurrency: 1,
      },
    );
    const running = lambda.invoke({});
    const waiting = lambda.invoke({});

    await lambda.close();

    const refused = {
      error: { errorType: 'ResourceNotFoundException', errorMessage: 'Function api is closed' },
    };
    expect((await running).error?.errorType).not.toBe('ResourceNotFoundException');
    expect(await waiting).toEqual(refused);
    expect(await lambda.invoke({})).toEqual(refused);
  });

  it('fails what is in flight when it is killed, and starts afresh', async () => {
    const lambda = host('export const handler = async (e) => (e.hang ? new Promise(() => {}) : "ok");');
    await lambda.invoke({});
    const hanging = lambda.invoke({ hang: true });

    await lambda.kill();

    expect((await hanging).error?.errorType).toBe('Runtime.ExitError');
    expect((await lambda.invoke({})).payload).toBe('ok');
  });

  it('ends an instance that is above its time', async () => {
    const lambda = host('export const handler = async (e) => { while (e.spin) {} return "ok"; };');
    await lambda.invoke({});

    const { error } = await lambda.invoke({ spin: true }, { timeoutMs: 50 });

    expect(error).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringContaining('Task timed out after 0.05 seconds') as string,
    });
    expect((await lambda.invoke({})).payload).toBe('ok');
  });

  it('stops waiting when the caller aborts, while the function goes on', async () => {
    const lambda = host(
      `let done = 0; export const handler = async (ms) => {
        await new Promise((r) => setTimeout(r, ms)); return ++done; };`,
      { concurrency: 1 },
    );
    await lambda.invoke(0);

    await expect(lambda.invoke(60, { signal: AbortSignal.timeout(20) })).rejects.toThrow('timeout');

    expect((await lambda.invoke(0)).payload).toBe(3);
  });

  it.each([
    ['a missing file', { file: join(folder, 'missing.mjs') }, 'Error'],
    ['a missing handler', { handler: 'main' }, 'Runtime.HandlerNotFound'],
  ])('reports %s', async (_what, settings, errorType) => {
    const { error } = await host('export const handler = 1;', settings).invoke({});

    expect(error?.errorType).toBe(errorType);
  });

  it('refuses an answer above 6 MB', async () => {
    const { error } = await host("export const handler = async () => 'x'.repeat(7e6);").invoke({});

    expect(error?.errorType).toBe('Function.ResponseSizeTooLarge');
  });

  it('hands on what the function writes', async () => {
    const lambda = host(
      "export const handler = async () => { console.log('läuft'); console.error('warn'); };",
    );

    await lambda.invoke({});
    while (!lambda.output.join('').includes('warn')) await new Promise((resolve) => setTimeout(resolve, 10));

    expect(lambda.output.join('')).toContain('läuft\n');
  });
});
