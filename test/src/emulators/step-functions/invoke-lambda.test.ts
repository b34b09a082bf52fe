import { createLambdaTask } from '../../../../src/emulators/step-functions/invoke-lambda';
import type { InvokeLambda } from '../../../../src/emulators/step-functions/invoke-lambda';

const invoke = (invokeLambda: InvokeLambda, args: Record<string, unknown>) =>
  createLambdaTask(invokeLambda)({
    resource: 'arn:aws:states:::lambda:invoke',
    stateName: 'Settle run',
    arguments: args,
    signal: new AbortController().signal,
    submitted: () => undefined,
  });

describe('the lambda:invoke integration', () => {
  it('answers with the payload as JSON', async () => {
    const echo: InvokeLambda = async (name, payload) => ({ name, payload, at: new Date(0), none: undefined });

    const result = await invoke(echo, { FunctionName: 'settle-run', Payload: { runId: 'r1' } });

    expect(result).toEqual({
      ExecutedVersion: '$LATEST',
      StatusCode: 200,
      Payload: { name: 'settle-run', payload: { runId: 'r1' }, at: '1970-01-01T00:00:00.000Z' },
    });
  });

  it('answers null for a function that returns nothing', async () => {
    const result = await invoke(async () => undefined, { FunctionName: 'settle-run' });

    expect(result).toMatchObject({ Payload: null });
  });

  it('fails under the name of the error that was thrown, with its message in the cause', async () => {
    const refuse: InvokeLambda = async () => {
      throw Object.assign(new Error('still busy'), { name: 'EnvironmentBusy' });
    };

    const failure = await invoke(refuse, { FunctionName: 'settle-run' }).catch((error: unknown) => error);

    expect(failure).toMatchObject({ error: 'EnvironmentBusy' });
    expect(JSON.parse((failure as Error).message)).toMatchObject({
      errorType: 'EnvironmentBusy',
      errorMessage: 'still busy',
    });
  });

  it('refuses a function name that is no text', async () => {
    const invoking = invoke(async () => 1, { FunctionName: 7 });

    await expect(invoking).rejects.toMatchObject({ error: 'States.Runtime' });
  });
});
