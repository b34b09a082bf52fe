import type { Environment } from '../../../../src/domain/environment/environment';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import { namedCannotEnd, refuseCannotEnd, whatCannotEnd } from '../../../../src/runner/plan/cannot-end';
import { applying, born, claimed } from '../../../support/builders/lives';
import { bundleOf } from '../../../support/terraform/template-bundle';

const filesOf = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]));
const guarded = 'resource "aws_sqs_queue" "jobs" {\n  lifecycle { prevent_destroy = true }\n}';
const free = 'resource "aws_sqs_queue" "jobs" {}';

const changeOf = (address: string, change: object) => ({
  address,
  mode: 'managed',
  type: /aws_\w+/.exec(address)?.[0] ?? '',
  name: 'x',
  provider_name: 'aws',
  change: { before: null, after: null, ...change },
});
const planOf = (...changes: object[]) =>
  parsePlan({ terraform_version: '1.11.4', resource_changes: changes });

/** What is found in a plan over these files, of a life that last applied the bundle `before` (none: nothing yet). */
async function found(plan: ReturnType<typeof planOf>, main: string, before?: string) {
  const old = bundleOf({ 'templates/tiny/main.tf': before ?? '' });
  const now = bundleOf({ 'templates/tiny/main.tf': main });
  const template = (bundle: string) => ({ ...born().wanted.template, bundle });
  const environment: Environment = applying(claimed(born()));
  const applied = before === undefined ? null : { ...environment.applied!, template: template(old.digest) };
  const wanted = { ...environment.wanted, template: template(now.digest) };
  return whatCannotEnd(
    plan,
    { files: filesOf({ 'templates/tiny/main.tf': main }) },
    { bundles: async () => old.zip, environment: { ...environment, applied, wanted } },
  );
}

const permanent = { lease: { ...born().lease, expiresAt: null } };
const protectedTable = { deletion_protection_enabled: true };

describe('what a lease could not end', () => {
  it.each([
    ['made', { actions: ['create'], after: protectedTable }],
    [
      'changed into',
      { actions: ['update'], before: { deletion_protection_enabled: false }, after: protectedTable },
    ],
    ['left so', { actions: ['no-op'], before: protectedTable, after: protectedTable }],
    [
      'changed and left so',
      { actions: ['update'], before: { ...protectedTable, a: 1 }, after: protectedTable },
    ],
  ])('is refused by address, with what to change, where it is %s', async (_, change) => {
    const address = 'module.m["a.b"].aws_dynamodb_table.t[0]';
    const plan = planOf(
      changeOf(address, change),
      changeOf('aws_sqs_queue.q', { actions: ['create'], after: {} }),
    );

    const kept = await found(plan, free);

    expect(() => refuseCannotEnd(kept, born())).toThrow(
      `${address}, because deletion_protection_enabled is true (set it to false). Nothing was changed.`,
    );
  });

  it.each([
    ['goes', { actions: ['delete'], before: protectedTable }],
    ['is forgotten', { actions: ['forget'], before: protectedTable, after: protectedTable }],
    [
      'is let go of',
      { actions: ['update'], before: protectedTable, after: { deletion_protection_enabled: false } },
    ],
    ['is only read', { actions: ['read'], after: protectedTable }],
  ])('is nothing that %s', async (how, change) => {
    const one = changeOf('aws_dynamodb_table.t', change);
    const plan = planOf(how === 'is only read' ? { ...one, mode: 'data' } : one);

    expect(await found(plan, free)).toEqual([]);
  });

  it.each([
    ['in the native syntax', 'main.tf', guarded],
    ['in a module', '../../modules/m/main.tf', guarded],
    [
      'in JSON',
      'main.tf.json',
      JSON.stringify({ resource: { aws_sqs_queue: { jobs: { lifecycle: { prevent_destroy: true } } } } }),
    ],
    [
      'in JSON that escapes it',
      'main.tf.json',
      '{"resource":{"aws_sqs_queue":{"jobs":[{"lifecycle":[{"prevent\\u005fdestroy":true}]}]}}}',
    ],
  ])('is what a template prevents %s', async (_, path, text) => {
    const address = 'aws_sqs_queue.jobs["/a.b"]';
    const plan = planOf(changeOf(address, { actions: ['create'], after: {} }));
    const files = filesOf({ [`templates/tiny/${path}`]: text });

    const kept = await whatCannotEnd(plan, { files }, { bundles: async () => null, environment: born() });

    expect(() => refuseCannotEnd(kept, born())).toThrow(`${address}, because prevent_destroy`);
  });

  it('is nothing where a lease has no end, or a comment alone speaks of it', async () => {
    const plan = planOf(changeOf('aws_sqs_queue.jobs', { actions: ['create'], after: {} }));

    expect(await found(plan, `# prevent_destroy = true\n${free}`)).toEqual([]);
    const kept = await found(plan, guarded);
    expect(kept).toHaveLength(1);
    expect(() => refuseCannotEnd(kept, permanent)).not.toThrow();
  });
});

describe('what an approval names in an environment without an end', () => {
  const queue = { actions: ['no-op'], before: {}, after: {} };

  it.each([
    ['what is made so', { actions: ['create'], after: {} }, guarded, undefined],
    ['what is replaced', { actions: ['delete', 'create'], before: {}, after: {} }, guarded, guarded],
    ['what a new version prevents', queue, guarded, free],
  ])('is %s', async (_, change, main, before) => {
    const kept = await found(planOf(changeOf('aws_sqs_queue.jobs', change)), main, before);

    expect(namedCannotEnd(kept, permanent)).toEqual([
      {
        reason: 'cannot-end',
        address: 'aws_sqs_queue.jobs',
        why: 'prevent_destroy is true in its lifecycle',
      },
    ]);
    expect(namedCannotEnd(kept, born())).toEqual([]);
  });

  it.each([
    ['another version prevented', queue, guarded, `${guarded}\n# before`],
    ['stays protected', { actions: ['update'], before: protectedTable, after: protectedTable }, free, free],
  ])('is not what %s already', async (_, change, main, before) => {
    const address = main === guarded ? 'aws_sqs_queue.jobs' : 'aws_dynamodb_table.t';
    const kept = await found(planOf(changeOf(address, change)), main, before);

    expect(kept).toHaveLength(1);
    expect(namedCannotEnd(kept, permanent)).toEqual([]);
  });
});
