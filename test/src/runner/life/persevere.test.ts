import { persevere } from '../../../../src/runner/life/persevere';

const reset = () => Object.assign(new Error('connection reset'), { code: 'ECONNRESET' });
const soon = () => performance.now() + 2_000;

describe('persevere', () => {
  it('tries again while what is thrown may pass', async () => {
    const retried: string[] = [];
    let calls = 0;

    const result = await persevere(
      async () => {
        calls += 1;
        if (calls < 3) throw reset();
        return calls;
      },
      {
        until: soon(),
        onRetry: (error, attempt) => retried.push(`${attempt} ${error.message}`),
        firstDelayMs: 1,
      },
    );

    expect(result).toBe(3);
    expect(retried).toEqual(['1 connection reset', '2 connection reset']);
  });

  it('gives up at once on what will not pass', async () => {
    let calls = 0;
    const refuse = async () => {
      calls += 1;
      throw Object.assign(new Error('no'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    };

    await expect(persevere(refuse, { until: soon(), onRetry: () => undefined })).rejects.toThrow('no');
    expect(calls).toBe(1);
  });

  it('throws the last error when the time is up', async () => {
    const fail = () => Promise.reject(reset());
    const options = { until: performance.now() + 20, onRetry: () => undefined, firstDelayMs: 5 };

    await expect(persevere(fail, options)).rejects.toThrow('connection reset');
  });
});
