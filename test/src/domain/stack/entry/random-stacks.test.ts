import { OrderKind } from '../../../../../src/domain/stack/entry/component';
import { checkConvergence, checkEnds, checkOrders } from '../../../../support/stacks/entry/check-plays';

const seeds = 15;

describe('a stack over lost, doubled and late words, failing runs and people who ask anything', () => {
  it('never leaves a consumer without its producer, and has each order taken once', () => {
    const { wrong, kinds } = checkOrders(8 * seeds);

    expect(wrong).toEqual({});
    expect([...kinds].sort()).toEqual([...OrderKind.options].sort());
  });

  it('becomes what its last revision wants once everything goes well, people say yes and try again', () => {
    expect(checkConvergence(seeds).wrong).toEqual({});
  });

  it('ends with its lease, consumers first, and leaves nothing', () => {
    expect(checkEnds(seeds).wrong).toEqual({});
  });
});
