import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { presentFolders } from '../scripts/lint/source-folders';

const repository = process.cwd();
const depcruise = join(repository, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

interface Violation {
  from: string;
  to: string;
  rule: { name: string };
}

interface Cruise {
  summary: { violations: Violation[] };
}

/** Runs the same program with the same rules as `npm run lint`; violations do not make its JSON reporter fail. */
function cruise(root: string): Promise<Cruise> {
  const args = [
    depcruise,
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    ...presentFolders(root),
  ];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) =>
      stdout === ''
        ? reject(error ?? new Error('dependency-cruiser said nothing'))
        : resolve(JSON.parse(stdout)),
    );
  });
}

/** Packages that the planted modules import, as npm would have installed them. */
const packages = ['@aws-sdk/client-s3', 'commander', 'dynalite', 'unlisted', 'zod'];

/** Modules that the planted ones import: one of each room. */
const bystanders = [
  'bin/planted.ts',
  'lambdas/api/planted.ts',
  'lib/planted.ts',
  'scripts/planted.ts',
  'src/action/planted.ts',
  'src/aws/planted.ts',
  'src/bundle/planted.ts',
  'src/cli/planted.ts',
  'src/client/planted.ts',
  'src/config/planted.ts',
  'src/config/read-config.ts',
  'src/deploy/planted.ts',
  'src/domain/api/planted.ts',
  'src/domain/base/planted.ts',
  'src/domain/cost/planted.ts',
  'src/domain/environment/planted.ts',
  'src/domain/image/planted.ts',
  'src/domain/lease.ts',
  'src/domain/template/planted.ts',
  'src/emulators/planted.ts',
  'src/local/planted.ts',
  'src/operations/access/planted.ts',
  'src/operations/environment/planted.ts',
  'src/operations/image/planted.ts',
  'src/operations/ports/planted.ts',
  'src/operations/template/planted.ts',
  'src/plane/planted.ts',
  'src/runner/planted.ts',
  'src/tools/planted.ts',
  'test/support/planted.ts',
];

/** Each line: a module, what it imports (a module of ours from the root, else a package), and the rule that refuses it. */
const forbidden = [
  ['src/domain/a.ts', '@aws-sdk/client-s3', 'domain-is-pure'],
  ['src/domain/b.ts', 'src/config/planted', 'domain-is-pure'],
  ['src/domain/c.ts', 'node:fs', 'domain-is-pure'],
  ['src/domain/d.ts', 'src/operations/environment/planted', 'domain-is-pure'],
  ['src/domain/base/a.ts', 'src/domain/environment/planted', 'domain-base'],
  ['src/domain/registry/a.ts', 'src/domain/environment/planted', 'domain-registry'],
  ['src/domain/access/a.ts', 'src/domain/environment/planted', 'domain-access'],
  ['src/domain/lease/a.ts', 'src/domain/environment/planted', 'domain-lease'],
  ['src/domain/terraform/a.ts', 'src/domain/environment/planted', 'domain-terraform'],
  ['src/domain/template/a.ts', 'src/domain/environment/planted', 'domain-template'],
  ['src/domain/resources/a.ts', 'src/domain/environment/planted', 'domain-resources'],
  ['src/domain/cost/a.ts', 'src/domain/environment/planted', 'domain-cost'],
  ['src/domain/limits/a.ts', 'src/domain/environment/planted', 'domain-limits'],
  ['src/domain/compliance/a.ts', 'src/domain/environment/planted', 'domain-compliance'],
  ['src/domain/policy/a.ts', 'src/domain/environment/planted', 'domain-policy'],
  ['src/domain/environment/a.ts', 'src/domain/image/planted', 'domain-environment'],
  ['src/domain/image/a.ts', 'src/domain/environment/planted', 'domain-image'],
  ['src/domain/stack/a.ts', 'src/domain/image/planted', 'domain-stack'],
  ['src/domain/notice/a.ts', 'src/domain/image/planted', 'domain-notice'],
  ['src/domain/target/a.ts', 'src/domain/environment/planted', 'domain-target'],
  ['src/domain/environment/b.ts', 'src/domain/cost/planted', 'nouns-import-cost-as-types'],
  ['src/domain/stack/b.ts', 'src/domain/cost/planted', 'stack-imports-cost-as-types'],
  ['src/operations/ports/a.ts', 'src/operations/environment/planted', 'operations-ports'],
  ['src/operations/registry/a.ts', 'src/domain/environment/planted', 'operations-registry'],
  ['src/operations/environment/a.ts', 'src/operations/image/planted', 'operations-environment'],
  ['src/operations/environment/b.ts', 'src/aws/planted', 'operations-environment'],
  ['src/operations/notice/a.ts', 'src/operations/environment/planted', 'operations-notice'],
  ['src/operations/target/a.ts', 'src/operations/environment/planted', 'operations-target'],
  ['src/operations/image/a.ts', 'src/operations/environment/planted', 'operations-image'],
  ['src/operations/stack/a.ts', 'src/operations/image/planted', 'operations-stack'],
  ['src/operations/template/a.ts', 'src/operations/environment/planted', 'operations-template'],
  ['src/operations/access/a.ts', 'src/operations/environment/planted', 'operations-access'],
  ['src/operations/image/b.ts', '@aws-sdk/client-s3', 'operations-do-no-io'],
  ['src/operations/image/c.ts', 'node:fs/promises', 'operations-do-no-io'],
  ['src/aws/a.ts', 'src/local/planted', 'aws-imports-domain-and-sdk'],
  ['src/aws/b.ts', 'src/operations/environment/planted', 'aws-imports-operations-as-types'],
  ['src/aws/c.ts', 'commander', 'aws-knows-no-edge'],
  ['src/aws/d.ts', 'dynalite', 'shipped-code-imports-no-dev-dependency'],
  ['src/aws/e.ts', 'unlisted', 'no-unlisted-package'],
  ['src/bundle/a.ts', 'src/runner/planted', 'bundle'],
  ['src/author/a.ts', 'src/runner/planted', 'author'],
  ['src/runner/a.ts', 'src/client/planted', 'runner'],
  ['src/runner/b.ts', 'src/absent', 'no-unresolvable-import'],
  ['src/runner/c.ts', 'src/runner/partner', 'no-cycles'],
  ['lambdas/sweep/a.ts', 'src/runner/planted', 'lambdas'],
  ['lambdas/sweep/b.ts', 'test/support/planted', 'shipped-code-imports-no-tests-or-scripts'],
  ['lambdas/sweep/c.ts', 'scripts/planted', 'shipped-code-imports-no-tests-or-scripts'],
  ['lambdas/api/routes.ts', 'src/operations/environment/planted', 'routes-hold-names-only'],
  ['lambdas/api/routes.ts', 'src/operations/environment/planted', 'routes-reach-nothing-that-runs'],
  ['src/plane/a.ts', 'src/aws/planted', 'plane'],
  ['src/plane/b.ts', '@aws-sdk/client-s3', 'plane-holds-no-code-that-runs'],
  ['lib/a.ts', 'src/operations/environment/planted', 'lib'],
  ['lib/b.ts', 'lambdas/api/planted', 'lib'],
  ['lib/c.ts', 'src/aws/planted', 'lib'],
  ['src/client/a.ts', 'src/cli/planted', 'client'],
  ['src/cli/a.ts', 'src/operations/environment/planted', 'cli'],
  ['src/cli/b.ts', 'src/domain/template/planted', 'clients-import-domain-types-only'],
  ['src/cli/c.ts', '@aws-sdk/client-s3', 'clients-hold-no-sdk'],
  ['src/action/a.ts', 'src/cli/planted', 'action'],
  ['src/action/b.ts', 'src/domain/template/planted', 'clients-import-domain-types-only'],
  ['src/cli/t.ts', 'src/domain/api/planted', 'clients-take-types-of-the-description'],
  ['src/console/a.ts', 'src/domain/template/planted', 'console'],
  ['src/tools/a.ts', 'src/domain/base/planted', 'tools'],
  ['src/emulators/a.ts', 'src/domain/base/planted', 'emulators'],
  ['src/emulators/b.ts', 'src/local/planted', 'only-entry-points-import-local-and-deploy'],
  ['src/local/a.ts', 'src/runner/planted', 'local'],
  ['src/local/b.ts', 'bin/planted', 'nothing-imports-entry-points'],
  ['src/deploy/a.ts', 'src/operations/environment/planted', 'deploy'],
  ['src/deploy/b.ts', 'src/local/planted', 'local-and-deploy-are-apart'],
  ['src/config/a.ts', 'src/aws/planted', 'config'],
  ['scripts/a.ts', 'src/runner/planted', 'scripts'],
] as const;

const allowed = [
  [
    'src/domain/template/ok.ts',
    "import * as z from 'zod';\nimport { planted } from '../base/planted';\nexport default [z, planted];",
  ],
  [
    'src/operations/environment/ok.ts',
    "import { planted } from '../../domain/environment/planted';\nexport default planted;",
  ],
  [
    'src/aws/ok.ts',
    "import type { Planted } from '../operations/ports/planted';\nexport const name: Planted = '';",
  ],
  ['src/cli/ok.ts', "import { planted } from '../client/planted';\nexport default planted;"],
  [
    'src/client/ok.ts',
    "import type { Planted } from '../domain/environment/planted';\nexport const name: Planted = '';",
  ],
  ['src/emulators/ok.ts', "import { planted } from '../tools/planted';\nexport default planted;"],
  ['src/local/ok.ts', "import { planted } from '../emulators/planted';\nexport default planted;"],
  ['lib/ok.ts', "import { planted } from '../src/plane/planted';\nexport default planted;"],
  ['bin/ok.ts', "import { planted } from '../src/local/planted';\nexport default planted;"],
] as const;

/** The names of all rules of the configuration. */
const ruleNames = (
  createRequire(join(repository, 'package.json'))('./.dependency-cruiser.cjs') as {
    forbidden: { name: string }[];
  }
).forbidden.map(({ name }) => name);

function plant(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** The specifier by which a module imports what lies at this path from the root; a package keeps its name. */
function specifier(file: string, target: string): string {
  if (!/^(bin|lambdas|lib|scripts|src|test)\//.test(target)) return target;
  const path = relative(dirname(file), target);
  return path.startsWith('.') ? path : `./${path}`;
}

/** A tree outside the repository with the repository's rules, in which every rule is broken. */
function plantViolations(): string {
  const root = mkdtempSync(join(tmpdir(), 'leasehold-import-rules-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    cpSync(join(repository, file), join(root, file));
  for (const name of packages) {
    plant(
      root,
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '3.0.0', main: 'index.js' }),
    );
    plant(root, `node_modules/${name}/index.js`, 'module.exports = {};');
  }
  for (const file of bystanders)
    plant(root, file, 'export const planted = 1;\nexport type Planted = string;');
  for (const [file, target] of forbidden)
    plant(root, file, `import * as planted from '${specifier(file, target)}';\nexport default planted;`);
  for (const [file, text] of allowed) plant(root, file, text);
  plant(root, 'src/runner/partner.ts', "import * as c from './c';\nexport default c;");
  plant(root, 'src/runner/one.ts', "import type { Two } from './two';\nexport type One = Two | null;");
  plant(root, 'src/runner/two.ts', "import type { One } from './one';\nexport type Two = One | 1;");
  return root;
}

describe('the import rules', () => {
  it('are each broken by a planted violation', () => {
    const planted = new Set<string>(forbidden.map(([, , rule]) => rule));

    expect(ruleNames.filter((name) => !planted.has(name))).toEqual([]);
  });

  describe('when a violation is planted', () => {
    let root: string;
    let violations: Violation[];

    beforeAll(async () => {
      root = plantViolations();
      violations = (await cruise(root)).summary.violations;
    });

    afterAll(() => rmSync(root, { recursive: true, force: true }));

    it.each(forbidden)('refuse that %s imports %s: %s', (file, _target, rule) => {
      const broken = violations.filter(({ from }) => from === file).map((violation) => violation.rule.name);

      expect(broken).toContain(rule);
    });

    it('refuse a circle that only types close', () => {
      const circles = violations.filter(({ rule }) => rule.name === 'no-cycles');

      expect(circles.map(({ from }) => from)).toContain('src/runner/one.ts');
    });

    it('refuse that the route table reaches an operation through another module', () => {
      const reached = violations.filter(({ rule }) => rule.name === 'routes-reach-nothing-that-runs');

      expect(reached.map(({ to }) => to)).toContain('src/operations/environment/planted.ts');
    });

    it.each(allowed)('accept what %s imports', (file) => {
      expect(violations.filter(({ from }) => from === file)).toEqual([]);
    });
  });
});
