import { EnvironmentKey } from '../../../../../src/domain/environment/environment-name';
import { labelName } from '../../../../../src/domain/environment/stack/part-of-stack';
import { after, by, decided, ready } from '../../../../support/builders/lives';
import { start } from '../../../../support/builders/births';
import { ulidAt } from '../../../../support/builders/ulids';

const stack = { name: 'shop', component: 'net', id: ulidAt(start, 7), order: 3 };
const component = ready({ name: 'shop.net', stack });
const later = '2027-01-01T00:00:00.000Z';

describe('an order of a stack', () => {
  it('is taken once, however often and late it comes, and a lower one never', () => {
    const moved = after(component, [{ type: 'set-end', expiresAt: later, by, order: 5 }]);
    expect(moved).toMatchObject({ lease: { expiresAt: later }, stack: { order: 5 } });

    for (const order of [3, 4, 5])
      expect(decided(moved, { type: 'destroy', by, order }).environment).toBe(moved);
    expect(decided(moved, { type: 'destroy', by, order: 6 }).environment.status).toBe('destroying');
  });

  it('is taken also where it changes nothing, so that the stack hears of it', () => {
    const { expiresAt } = component.lease;
    const taken = decided(component, { type: 'set-end', expiresAt, by, order: 4 });

    expect(taken.environment.stack?.order).toBe(4);
    expect(taken.environment.version).toBe(component.version + 1);
    expect(taken.events).toEqual([]);
  });

  it('changes nothing where it is refused', () => {
    expect(() => decided(component, { type: 'approve', planDigest: 'f', by, order: 4 })).toThrow(
      expect.objectContaining({ code: 'NotAwaitingApproval' }),
    );
  });

  it('is not for what is no component', () => {
    const plain = ready();

    expect(decided(plain, { type: 'destroy', by, order: 9 }).environment).toBe(plain);
  });
});

describe('the key of a component', () => {
  it.each(['demo', 'shop.net', 'a.b', 'a--b.c-1'])('may be %s', (name) => {
    expect(EnvironmentKey.safeParse(name).success).toBe(true);
  });

  it.each(['a', 'a--b', 'shop.', '.net', 'shop.net.api', 'Shop.net', `${'a'.repeat(21)}.b`, 'shop.net-'])(
    'is not %s',
    (name) => {
      expect(EnvironmentKey.safeParse(name).success).toBe(false);
    },
  );

  it.each([
    ['demo', 'demo'],
    ['shop.net', 'shop-net'],
    ['a--b.c', 'a-b-c'],
    [`${'a'.repeat(20)}.${'b'.repeat(20)}`, `${'a'.repeat(20)}-${'b'.repeat(11)}`],
    [`${'a'.repeat(20)}.b23456789-b1`, `${'a'.repeat(20)}-b23456789-b`],
  ])('%s names resources %s, which the label of templates takes', (name, label) => {
    expect(labelName(name)).toBe(label);
    expect(labelName(name)).toMatch(/^[a-z](?:-?[a-z0-9])+$/);
  });
});
