import { fingerprint } from '../../../../src/action/terraform/plan-fingerprint';
import { type Fields, message } from '../../../support/terraform/protobuf';

const filled = (texts: Record<string, string>) =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)]));
const files = filled({ tfstate: 'seen', 'tfstate-prev': 'kept', 'tfconfig/m-/main.tf': 'x' });
const changes: Fields = [
  [3, 'first change'.repeat(20)],
  [3, 'second change'],
  [13, 'backend'],
  [21, '2026-11-21T10:00:00Z'],
];
const made = (fields: Fields = changes, more: Record<string, string> = {}) =>
  fingerprint({ tfplan: message(fields), ...files, ...filled(more) });

describe('fingerprint', () => {
  it('is the same for two plans that differ in their time and in the order of their changes', () => {
    const again: Fields = [[21, '2026-11-22T00:00:00Z'], ...changes.slice(0, 3).reverse()];

    expect(made(again)).toEqual(made());
  });

  it.each<[string, Fields]>([
    ['another change', [...changes, [3, 'third']]],
    ['one change less', changes.slice(1)],
    ['a change twice', [...changes, [3, 'second change']]],
    ['another backend', changes.map(([number, text]) => [number, number === 13 ? 'elsewhere' : text])],
    ['the change as another field', changes.map(([number, text]) => [number === 3 ? 4 : number, text])],
  ])('differs with %s, of the same state', (_what, fields) => {
    expect(made(fields).whole).not.toBe(made().whole);
    expect(made(fields).state).toBe(made().state);
  });

  it('differs with another configuration, whose provisioners would run', () => {
    expect(made(changes, { 'tfconfig/m-/main.tf': 'y' }).whole).not.toBe(made().whole);
    expect(made(changes, { 'tfconfig/m-/more.tf': '' }).whole).not.toBe(made().whole);
  });

  it('says when it starts from another state', () => {
    expect(made(changes, { 'tfstate-prev': 'other' }).state).not.toBe(made().state);
  });

  it.each([
    ['something else', filled({ 'a.txt': 'x' })],
    ['a plan that is cut short', { ...files, tfplan: message(changes).subarray(0, 100) }],
    ['a plan of another form', { ...files, tfplan: Buffer.from([0x0b]) }],
  ])('refuses %s', (_what, made) => {
    expect(() => fingerprint(made)).toThrow();
  });
});
