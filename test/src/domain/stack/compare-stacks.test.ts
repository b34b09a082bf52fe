import { type Before, compareStacks, describeReason } from '../../../../src/domain/stack/compare-stacks';
import { resolveWith } from '../../../../src/domain/stack/resolve-stacks';
import { findTestTemplate } from '../../../support/stacks/stack-templates';
import { resolveFiles } from '../../../support/stacks/resolve-files';

const files = {
  'base.yaml': `region: eu-west-1
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16, tags: { a: x } }
`,
  'dev.yaml': `stack: dev
import: [base]
components:
  eks: { template: eks, inputs: { subnet_ids: { ref: vpc.private_subnet_ids }, zones: [a] } }
  db: { template: rds, after: [eks], inputs: { backup_days: 3 } }
`,
  'prod.yaml': `stack: prod
components:
  queue: { template: queue, inputs: { role_arn: { ref: dev/eks.oidc_arn } } }
`,
};

function before(): Before {
  const { stacks } = resolveFiles(files);
  const drafts = new Map([...stacks].map(([name, { draft }]) => [name, draft]));
  return { drafts, resolve: resolveWith(findTestTemplate, []) };
}

function affectedBy(change: (text: string) => string, file: keyof typeof files = 'dev.yaml') {
  const after = resolveFiles({ ...files, [file]: change(files[file]) });
  const affected = compareStacks(before(), after.stacks);
  return affected.map(({ stack, component, change: how, reasons }) =>
    [`${stack}.${component} ${how}`, ...reasons.map((reason) => describeReason(reason))].join('; '),
  );
}

describe('a change of files', () => {
  it.each<[string, (text: string) => string, keyof typeof files]>([
    ['a comment', (text) => `# new\n${text.replace('  eks:', '  # more\n  eks:')}`, 'dev.yaml'],
    [
      'another way to write the same',
      (text) => text.replace('[a]', '["a"]').replace('3 }', '3.0 }'),
      'dev.yaml',
    ],
    [
      'another order of keys',
      (text) =>
        text.replace('vpc_cidr: 10.0.0.0/16, tags: { a: x }', 'tags: { a: x }, vpc_cidr: 10.0.0.0/16'),
      'base.yaml',
    ],
    [
      'a value that a later layer overrides',
      (text) => `${text}mixins: { unused: { inputs: { x: 1 } } }\n`,
      'base.yaml',
    ],
    ['a range with the same newest version', (text) => text.replace('vpc@^1', 'vpc@1.3'), 'base.yaml'],
  ])('affects nothing: %s', (_, change, file) => {
    expect(affectedBy(change, file)).toEqual([]);
  });

  it('of a value affects the component, and what uses it, over all stacks', () => {
    expect(affectedBy((text) => text.replace('a: x', 'a: y'), 'base.yaml')).toEqual([
      'dev.eks downstream; it uses vpc.private_subnet_ids  (dev.yaml:4:54)',
      'dev.vpc changed; tags.a: "x" -> "y"  (base.yaml:5:49)',
      'prod.queue downstream; it uses dev/eks.oidc_arn  (prod.yaml:3:56)',
    ]);
  });

  it('of a layer affects what it is below, by its value', () => {
    expect(affectedBy((text) => text.replace('eu-west-1', 'eu-west-2'), 'base.yaml')).toEqual([
      'dev.db changed; region: eu-west-1 -> eu-west-2  (base.yaml:1:9)',
      'dev.eks changed; region: eu-west-1 -> eu-west-2  (base.yaml:1:9)',
      'dev.vpc changed; region: eu-west-1 -> eu-west-2  (base.yaml:1:9)',
      'prod.queue downstream; it uses dev/eks.oidc_arn  (prod.yaml:3:56)',
    ]);
  });

  it.each<[string, (text: string) => string, string[]]>([
    [
      'another version',
      (text) => text.replace('template: rds', 'template: rds, lease: 3d'),
      ['dev.db changed; lease: nothing -> 3d  (dev.yaml:5:31)'],
    ],
    [
      'a component that is new',
      (text) => `${text}  q: { template: queue }\n`,
      ['dev.q added; it is new  (dev.yaml:6:3)'],
    ],
    [
      'a component that is gone',
      (text) => text.replace(/ {2}db.*\n/, ''),
      ['dev.db removed; it was removed'],
    ],
    [
      'a component that was turned off',
      (text) => text.replace('after: [eks]', 'enabled: false'),
      ['dev.db removed; it was turned off  (dev.yaml:5:33)'],
    ],
    [
      'an input that is gone',
      (text) => text.replace('{ backup_days: 3 }', '{}'),
      ['dev.db changed; backup_days: 3 -> nothing  (dev.yaml:5:61)'],
    ],
    [
      'an order',
      (text) => text.replace('after: [eks]', 'after: [vpc]'),
      ['dev.db changed; after: eks -> vpc  (dev.yaml:5:32)'],
    ],
    [
      'a reference instead of its map',
      (text) => text.replace('{ backup_days: 3 }', '{ backup_days: 3, tags: { a: { ref: vpc.vpc_id } } }'),
      ['dev.db changed; tags.a: nothing -> {"ref":"vpc.vpc_id"}  (dev.yaml:5:75)'],
    ],
  ])('says what it is: %s', (_, change, affected) => {
    expect(affectedBy(change)).toEqual(affected);
  });

  it('of a version affects it as the bundle that is another one', () => {
    const [found = ''] = affectedBy((text) => text.replace('vpc@^1', 'vpc@1.2'), 'base.yaml').slice(1);

    expect(found).toMatch(
      /^dev\.vpc changed; template: vpc 1\.3\.0 \(\w{12}\) -> vpc 1\.2\.0 \(\w{12}\) {2}\(base/,
    );
  });
});
