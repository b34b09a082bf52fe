import { chargesOf } from '../../../../../src/domain/cost/control-plane/use';

describe('chargesOf', () => {
  it('takes off what AWS gives every account, and not below nothing', () => {
    const [alarms, dashboard] = chargesOf(
      [
        { item: 'alarms', price: 'alarm', quantity: 12 },
        { item: 'dashboard', price: 'dashboard', quantity: 1 },
      ],
      'us-east-1',
    );

    expect(alarms).toMatchObject({ list: 1.2, afterFree: 0.2 });
    expect(dashboard).toMatchObject({ list: 3, afterFree: 0 });
  });

  it('takes an allowance off once, however many things share it', () => {
    const charges = chargesOf(
      ['one', 'two'].map((item) => ({ item, price: 'alarm', quantity: 8 })),
      'us-east-1',
    );

    expect(charges.map(({ afterFree }) => afterFree)).toEqual([0, 0.6]);
  });

  it('adds up what is alike', () => {
    const one = { item: 'alarms', price: 'alarm', quantity: 20 } as const;

    expect(chargesOf([one, one], 'us-east-1')).toMatchObject([{ quantity: 40, list: 4, afterFree: 3 }]);
  });

  it('takes nothing off where AWS gives nothing', () => {
    const [key] = chargesOf([{ item: 'key', price: 'kms-key', quantity: 1 }], 'us-east-1');

    expect(key).toMatchObject({ list: 1, afterFree: 1 });
  });
});
