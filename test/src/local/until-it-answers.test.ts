import { type Starting, untilItAnswers } from '../../../src/local/until-it-answers';

/** A program that answers what it is asked for the `asks`th time, and ends when it is told to. */
function program(asks: number, printed = 'Traceback\nno module named flask\n') {
  let asked = 0;
  const notices: string[] = [];
  let end: (how: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => (end = resolve));
  const starting: Starting<string> = {
    what: 'The AWS emulator of the hub',
    ask: async () => ((asked += 1) >= asks ? 'its answer' : undefined),
    ended,
    lastWords: async () => printed,
    notice: (line) => notices.push(line),
  };
  return { starting, notices, end };
}

describe('untilItAnswers', () => {
  it.each([1, 2, 4])('gives the answer that comes as the %dth', async (asks) => {
    const { starting, notices } = program(asks);

    expect(await untilItAnswers(starting)).toBe('its answer');
    expect(notices).toEqual([]);
  });

  it.each([
    ['Traceback\nno module named flask\n', 'ready: Traceback\nno module named flask (exit code 1)'],
    ['', 'ready: it printed nothing. (exit code 1)'],
    [' \n', 'ready: it printed nothing. (exit code 1)'],
  ])('tells how a program ended that never answered, and what it printed: %j', async (printed, said) => {
    const { starting, end } = program(Infinity, printed);
    const waiting = untilItAnswers(starting);
    end('exit code 1');

    await expect(waiting).rejects.toThrow(`The AWS emulator of the hub ended before it was ${said}`);
  });

  describe('of a program that is slow', () => {
    beforeEach(() => jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'setImmediate'] }));
    afterEach(() => jest.useRealTimers());

    it('says every quarter of a minute that it waits, and gives up after five minutes', async () => {
      const { starting, notices } = program(Infinity);
      let now = 0;
      const ask = async () => void jest.setSystemTime((now += 10_000));

      await expect(untilItAnswers({ ...starting, ask })).rejects.toThrow(
        /did not respond within 310 s: Traceback\nno module named flask$/,
      );
      expect(notices).toHaveLength(15);
      expect(notices[0]).toBe('waiting: The AWS emulator of the hub has not responded for 20 s …');
    });
  });
});
