import { once } from '../../../lambdas/_edge/once';

describe('once', () => {
  it('makes its value at the first call and no other', () => {
    let made = 0;
    const get = once(() => ++made);

    expect([made, get(), get()]).toEqual([0, 1, 1]);
  });

  it('tries again after a failure, so that a cold start that went wrong is not kept', () => {
    let tries = 0;
    const get = once(() => {
      if (++tries === 1) throw new Error('not yet');
      return tries;
    });

    expect(get).toThrow('not yet');
    expect(get()).toBe(2);
  });
});
