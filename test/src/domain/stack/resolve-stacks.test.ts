import { ResolvedStack } from '../../../../src/domain/stack/resolved-stack';
import { levelsOf } from '../../../../src/domain/stack/graph';
import { valueOf } from '../../../../src/domain/stack/node';
import { describePlace } from '../../../../src/domain/stack/place';
import { overriddenBy, renderResolved, sourcesOf } from '../../../../src/domain/stack/render-resolved';
import { inLines, resolveFiles } from '../../../support/stacks/resolve-files';

const vpc = 'components:\n  vpc:\n    template: vpc@^1\n    inputs: { vpc_cidr: 10.0.0.0/16 }\n';

function inputsOf(files: Record<string, string>, component: string, stack = 'dev') {
  const resolved = resolveFiles(files);
  expect(inLines(resolved.problems)).toEqual([]);
  const found = resolved.stacks.get(stack)?.components.get(component);
  return found && valueOf(found.inputs);
}

describe('a stack', () => {
  it('is its layers, the later over the earlier, and the file itself over all', () => {
    const files = {
      'dev.yaml': `stack: dev\nimport: [org, account]\ncomponents:\n  vpc: { inputs: { name: own } }\n`,
      'org.yaml': `${vpc.replace('}', ', zones: 2, name: org, tags: { org: a, at: org } }')}`,
      'account.yaml': 'components:\n  vpc: { inputs: { zones: 3, tags: { at: account } } }\n',
    };
    const { stacks } = resolveFiles(files);
    const component = stacks.get('dev')?.components.get('vpc');
    const sources = sourcesOf(component!.inputs).map(({ path, node }) => [
      path.join('.'),
      [node.at, ...overriddenBy(node)].map(describePlace),
    ]);

    expect(Object.fromEntries(sources)).toEqual({
      vpc_cidr: ['org.yaml:4:25'],
      zones: ['account.yaml:2:27', 'org.yaml:4:46'],
      name: ['dev.yaml:4:26', 'org.yaml:4:55'],
      'tags.org': ['org.yaml:4:73'],
      'tags.at': ['account.yaml:2:42', 'org.yaml:4:80'],
    });
    expect(inputsOf(files, 'vpc')).toEqual({
      vpc_cidr: '10.0.0.0/16',
      zones: 3,
      name: 'own',
      tags: { org: 'a', at: 'account' },
    });
  });

  it('counts a layer once, where it is first reached, so that nothing it is below is undone', () => {
    const files = {
      'dev.yaml': 'stack: dev\nimport: [b, c]\n',
      'b.yaml': 'import: [base]\ncomponents:\n  vpc: { inputs: { zones: 2, tags: { b: b } } }\n',
      'c.yaml': 'import: [base]\ncomponents:\n  vpc: { inputs: { name: c } }\n',
      'base.yaml': vpc.replace('}', ', zones: 3, name: base }'),
    };

    expect(inputsOf(files, 'vpc')).toMatchObject({ zones: 2, name: 'c' });
    expect(
      resolveFiles(files)
        .stacks.get('dev')
        ?.draft.layers.map(({ file }) => file),
    ).toEqual(['base.yaml', 'b.yaml', 'c.yaml', 'dev.yaml']);
  });

  it('takes a layer by its whole name where two have the same one', () => {
    const files = { 'a.yaml': 'region: eu-west-1\n', 'a.yml': 'region: eu-west-2\n' };
    const importing = (name: string) =>
      resolveFiles({ ...files, 'dev.yaml': `stack: dev\nimport: [${name}]\n` });

    expect(importing('./a.yml').stacks.get('dev')?.draft.heads.region?.value).toBe('eu-west-2');
    expect(inLines(importing('a').problems)).toEqual([
      "dev.yaml:2:10 'a' is both a.yaml and a.yml; write which",
    ]);
  });

  it('takes defaults for all, then those of the template, then mixins in their order, then what the component says', () => {
    const files = {
      'dev.yaml': `stack: dev
defaults: { inputs: { name: default, zones: 2, tags: { a: default }, backup_days: 3 } }
templates:
  vpc: { version: ~1.2, inputs: { name: template, tags: { b: template } } }
mixins:
  one: { inputs: { name: one, tags: { c: one } }, lease: 3d }
  two: { inputs: { tags: { c: two } } }
components:
  vpc:
    template: vpc
    mixins: [one, two]
    inputs: { vpc_cidr: 10.0.0.0/16, tags: { d: own } }
`,
    };
    const component = resolveFiles(files).stacks.get('dev')?.components.get('vpc');

    expect(inputsOf(files, 'vpc')).toEqual({
      vpc_cidr: '10.0.0.0/16',
      name: 'one',
      zones: 2,
      tags: { a: 'default', b: 'template', c: 'two', d: 'own' },
    });
    expect([component?.template?.version, component?.lease]).toEqual(['1.2.0', '3d']);
  });

  it('has a preset below all of its layers, whichever layer names it', () => {
    const files = {
      'dev.yaml': 'stack: dev\nimport: [kind]\ncomponents:\n  db: { template: rds }\n',
      'kind.yaml': 'preset: production\nlease: 60d\n',
    };
    const { draft } = resolveFiles(files).stacks.get('dev')!;

    expect(draft.layers.map(({ file }) => file)).toEqual(['preset:production', 'kind.yaml', 'dev.yaml']);
    expect(draft.heads.lease?.value).toBe('60d');
  });

  it('puts its own name, account, region and environment into texts, and nothing else', () => {
    const files = {
      'dev.yaml': `stack: dev
account: "012345678901"
region: eu-west-1
environment: test
components:
  queue:
    template: queue
    target: \${environment}-\${account}
    inputs:
      role_arn: arn:aws:iam::\${ account }:role/\${stack.name}-\${region}-$\${aws:username}
      policy: { Condition: { StringLike: !literal "\${region} {{ x }}" } , ref: !literal { ref: main } }
`,
    };
    const { components } = resolveFiles(files).stacks.get('dev')!;

    expect(inputsOf(files, 'queue')).toEqual({
      role_arn: 'arn:aws:iam::012345678901:role/dev-eu-west-1-${aws:username}',
      policy: { Condition: { StringLike: '${region} {{ x }}' }, ref: { ref: 'main' } },
    });
    expect(components.get('queue')).toMatchObject({ target: 'test-012345678901', references: [] });
  });

  it('is built in levels by its references, which may reach into other stacks', () => {
    const files = {
      'dev.yaml': `stack: dev
environment: dev
components:
  eks: { template: eks, inputs: { subnet_ids: { ref: vpc.private_subnet_ids }, vpc_id: { ref: "net-\${environment}/vpc.vpc_id" } } }
  vpc: { template: vpc@1, inputs: { vpc_cidr: 10.0.0.0/16 } }
  db: { template: rds, inputs: { subnet_ids: [{ ref: dev/vpc.subnets.a }, subnet-1] } }
  queue: { template: queue, after: [db] }
`,
      'net.yaml': `stack: net-dev\n${vpc.replace('10.0', '10.1')}`,
    };
    const { graph, problems, notes } = resolveFiles(files);

    expect([problems, notes.length]).toEqual([[], 2]);
    expect(levelsOf(graph)).toEqual([['dev/vpc', 'net-dev/vpc'], ['dev/db', 'dev/eks'], ['dev/queue']]);
  });

  it.each<[string, string, Record<string, unknown>]>([
    ['a component', 'components: { vpc: !unset }', {}],
    ['all components', 'components: !unset', {}],
    [
      'one in favour of another',
      'components: { vpc: !replace { template: vpc@2, inputs: { vpc_cidr: 10.1.0.0/16 } } }',
      { vpc: { vpc_cidr: '10.1.0.0/16', zones: 2 } },
    ],
    [
      'the inputs of one',
      'components: { vpc: { inputs: !replace { vpc_cidr: 10.1.0.0/16 } } }',
      { vpc: { vpc_cidr: '10.1.0.0/16' } },
    ],
    [
      'the defaults of a template',
      'templates: { vpc: !unset }',
      { vpc: { vpc_cidr: '10.0.0.0/16', name: 'a' } },
    ],
    [
      'an input',
      'components: { vpc: { inputs: { name: !unset , zones: !unset } } }',
      { vpc: { vpc_cidr: '10.0.0.0/16' } },
    ],
  ])('takes away what its layers say: %s', (_, said, expected) => {
    const { stacks, problems } = resolveFiles({
      'dev.yaml': `stack: dev\nimport: [base]\n${said}\n`,
      'base.yaml': `templates: { vpc: { inputs: { zones: 2 } } }\n${vpc.replace('}', ', name: a }')}`,
    });
    const components = [...(stacks.get('dev')?.components ?? [])];

    expect(problems).toEqual([]);
    expect(Object.fromEntries(components.map(([name, { inputs }]) => [name, valueOf(inputs)]))).toEqual(
      expected,
    );
  });

  it('may have a component that is off, of which nothing is asked', () => {
    const files = {
      'dev.yaml':
        'stack: dev\ncomponents:\n  db:\n    template: rds\n    enabled: false\n    inputs: { backup_days: { ref: no.one } }\n',
    };
    const { problems, graph } = resolveFiles(files);

    expect([problems, graph.nodes]).toEqual([[], []]);
  });

  it('is one document for the control plane: pinned, every value with its source, a reference told from a map', () => {
    const { stacks } = resolveFiles({
      'dev.yaml': `stack: dev
import: [net]
components:
  eks:
    template: eks
    inputs: { subnet_ids: { ref: vpc.private_subnet_ids } }
  queue: { template: queue, inputs: { policy: !literal { ref: a.b } } }
`,
      'net.yaml': vpc,
    });
    const document = renderResolved(stacks.get('dev')!);

    expect(ResolvedStack.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
    expect(document.layers.map(({ file }) => file)).toEqual(['net.yaml', 'dev.yaml']);
    expect(document.components['vpc']).toMatchObject({
      template: { name: 'vpc', version: '1.3.0' },
      range: '^1',
      sources: [{ path: '/vpc_cidr', source: { layer: 0, line: 4, column: 25 } }],
    });
    expect(document.components['eks']?.references).toEqual([
      { path: '/subnet_ids', ref: 'vpc.private_subnet_ids' },
    ]);
    expect(document.components['queue']).toMatchObject({
      inputs: { policy: { ref: 'a.b' } },
      references: [],
    });
  });

  it('is resolved without templates too, and says what could not be checked', () => {
    const files = {
      'dev.yaml': `stack: dev\n${vpc}  db: { template: rds, inputs: { x: { ref: vpc.anything } } }\n`,
    };
    const { problems, notes } = resolveFiles(files, () => undefined);

    expect(problems).toEqual([]);
    expect(inLines(notes)).toEqual([
      'dev.yaml:6:44 vpc.anything was not checked: the template of vpc could not be read',
    ]);
  });
});
