import { checkConvergence, checkEnds, checkOrders } from '../../support/stacks/entry/check-plays';

describe('a stack over lost, doubled and late words, as often as there is time for', () => {
  it.each([
    ['has each order taken once', checkOrders, 3_000],
    ['becomes what its last revision wants', checkConvergence, 1_000],
    ['ends with its lease and leaves nothing', checkEnds, 800],
  ])(
    '%s, and never leaves a consumer without its producer',
    (_, check, seeds) => {
      expect(check(seeds).wrong).toEqual({});
    },
    900_000,
  );
});
