import { withoutOrderAndTime } from '../../../../src/action/terraform/plan-message';
import { type Fields, message } from '../../../support/terraform/protobuf';

const instances: Fields = [
  [4, 'module.a["x"]'],
  [4, 'module.a["y"]'],
];
const checks = (...of: Fields) => message([[2, 'module.a.var.b'], ...of]);
const plan = (...fields: Fields) => withoutOrderAndTime(message([[3, 'a change'], ...fields])).toString();

describe('withoutOrderAndTime', () => {
  it('takes no heed of the order of checks, nor of the instances that one is of', () => {
    const one: Fields = [
      [19, checks(...instances)],
      [19, checks()],
    ];
    const other: Fields = [
      [19, checks()],
      [19, checks(...[...instances].reverse())],
    ];

    expect(plan(...one)).toBe(plan(...other));
  });

  it.each<[string, Fields]>([
    ['less instances', [[19, checks(...instances.slice(1))]]],
    ['an instance twice', [[19, checks(...instances, ...instances.slice(1))]]],
    ['the same check as something else', [[18, checks(...instances)]]],
  ])('heeds %s', (_what, fields) => {
    expect(plan(...fields)).not.toBe(plan([19, checks(...instances)]));
  });

  it('heeds the order inside a change, where it may mean something', () => {
    expect(plan([3, message(instances)])).not.toBe(plan([3, message([...instances].reverse())]));
  });

  it('heeds of which kind a field is, as another kind would be passed over', () => {
    const text = Buffer.from([0x72, 4, 0, 0, 0, 1]);
    const number = Buffer.from([0x75, 0, 0, 0, 1]);

    expect(withoutOrderAndTime(text)).not.toEqual(withoutOrderAndTime(number));
  });

  it.each([
    ['what is cut short', message([[3, 'x'.repeat(200)]]).subarray(0, 100)],
    ['what ends within a number', Buffer.from([0x80])],
    ['groups, which Terraform does not write', Buffer.from([0x0b, 0x01])],
  ])('refuses %s', (_what, plan) => {
    expect(() => withoutOrderAndTime(plan)).toThrow();
  });
});
