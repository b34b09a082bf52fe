import { spread } from '../../../lib/permissions/spread-permissions';
import type { Permission } from '../../../src/plane/permissions/permission';

const permission = (sid: string, more: Partial<Permission> = {}): Permission => ({
  sid,
  actions: ['sts:AssumeRole'],
  resources: ['arn:aws:iam::111122223333:role/one'],
  ...more,
});
const roles = (count: number) =>
  Array.from({ length: count }, (_, index) => `arn:aws:iam::${222_200_000_000 + index}:role/deployer`);

it('leaves in the own policy of a role what has room there', () => {
  const permissions = [permission('One'), permission('Two')];

  expect(spread('runner', permissions)).toEqual({ inline: permissions, beside: [] });
});

it('moves the longest permissions beside it, each policy within what IAM takes', () => {
  const { inline, beside } = spread('runner', [
    permission('Long', { resources: roles(500) }),
    permission('One'),
  ]);

  expect(inline.map(({ sid }) => sid)).toEqual(['One']);
  expect(beside.flat().flatMap(({ resources }) => resources)).toEqual(roles(500));
  expect(Math.max(...beside.map((part) => JSON.stringify(part).length))).toBeLessThan(6_144);
});

it('refuses a role that needs more policies than IAM attaches, and says which permissions are long and what to do', () => {
  const permissions = [permission('EnterTargets', { resources: roles(1_200) }), permission('One')];

  expect(() => spread('leasehold-dev-runner', permissions)).toThrow(
    /^The role leasehold-dev-runner would have 1[1-9] policies, and IAM attaches 10 to a role\. What makes them long is EnterTargets: give the roles of targets names that begin with leasehold-provisioner/,
  );
});

it('refuses a permission whose actions alone are longer than a policy', () => {
  const actions = Array.from({ length: 400 }, (_, index) => `service:DoSomethingOfALongName${index}`);

  expect(() => spread('api', [permission('Everything', { actions })])).toThrow(
    'The permission Everything of the role api alone is longer than the 6,144 characters that IAM takes for a policy: divide its actions.',
  );
});
