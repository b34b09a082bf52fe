import { Writable } from 'node:stream';
import { createLogOutput } from '../../../../src/runner/life/log-output';

/** A reader that takes what is written when it is let. */
function slowReader() {
  const taken: string[] = [];
  const waiting: (() => void)[] = [];
  const stream = new Writable({
    highWaterMark: 1_000,
    write(chunk: Buffer, _encoding, done) {
      waiting.push(() => {
        taken.push(chunk.toString());
        done();
      });
    },
  });
  const take = () => waiting.splice(0).forEach((one) => one());
  return { stream, taken, take };
}

describe('the output of a log', () => {
  it('is ready while little waits', async () => {
    const { stream, take, taken } = slowReader();
    const output = createLogOutput(stream);
    output.write('one');

    await output.ready();

    take();
    expect(taken).toEqual(['one\n']);
  });

  it('is not ready while much waits, until that is taken', async () => {
    const { stream, take } = slowReader();
    const output = createLogOutput(stream);
    output.write('x'.repeat(2_000_000));
    let ready = false;
    const waited = output.ready().then(() => (ready = true));
    await new Promise((resolve) => setImmediate(resolve));

    expect(ready).toBe(false);
    take();
    await waited;
  });

  it('holds nobody up for longer than its patience', async () => {
    const output = createLogOutput(slowReader().stream, 20);
    output.write('x'.repeat(2_000_000));

    await output.ready();
  });
});
