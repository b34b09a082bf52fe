import {
  describeChanges,
  describeGiven,
  describeInputs,
  describeStored,
} from '../../../../src/cli/print/inputs';

describe('inputs for people', () => {
  it('are written as JSON, a line each', () => {
    expect(describeInputs({ a: 'x', b: 1, c: ['y'] })).toEqual(['a = "x"', 'b = 1', 'c = ["y"]']);
  });

  it('are those that were given, the others are counted', () => {
    expect(describeGiven({ a: 1, b: 2, c: 3 }, { b: 2 })).toEqual([
      'b = 2',
      "2 more with the template's defaults",
    ]);
    expect(describeGiven({ b: 2 }, { b: 2 })).toEqual(['b = 2']);
    expect(describeGiven({})).toEqual([]);
  });

  it('are told by what differs', () => {
    expect(describeChanges({ a: 1, b: 2, c: 3 }, { a: 1, b: 'two', d: 4 })).toEqual([
      'b: 2 -> "two"',
      'c: 3 -> absent',
      'd: absent -> 4',
    ]);
    expect(describeChanges({ a: 1 }, { a: 1 })).toEqual(['as they are']);
  });

  it('are told apart from what an upgrade drops or adds', () => {
    const upgrade = { from: '1.0.0', dropped: ['a'], added: ['b'] };

    expect(describeChanges({ a: 1, c: 1 }, { b: 2, c: 1 }, { upgrade })).toEqual(['the others as they are']);
    expect(describeChanges({ a: 1, c: 1 }, { b: 2, c: 3 }, { upgrade })).toEqual(['c: 1 -> 3']);
  });

  it('are those that were given, in words where none was, with what fell away', () => {
    expect(describeStored({ inputs: { a: 1 } })).toEqual(['a = 1']);
    expect(describeStored({ inputs: {} })).toEqual(["the template's defaults"]);
    expect(
      describeStored({ inputs: { a: 1 }, upgrade: { from: '1.0.0', dropped: ['b'], added: ['a'] } }),
    ).toEqual(['a = 1', 'b was dropped with the change from 1.0.0']);
  });
});
