import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { presentFolders } from '../scripts/lint/source-folders';

const repository = process.cwd();
const depcruise = join(repository, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

interface Violation {
  from: string;
  to: string;
  rule: { name: string };
}

interface Cruise {
  summary: { totalCruised: number; violations: Violation[] };
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

/** Modules that the planted ones import: one per folder, and the packages that matter for the rules. */
const bystanders: Record<string, string> = {
  'node_modules/@aws-sdk/client-s3/package.json':
    '{"name":"@aws-sdk/client-s3","version":"3.0.0","main":"index.js"}',
  'node_modules/@aws-sdk/client-s3/index.js': 'module.exports = {};',
  'node_modules/zod/package.json': '{"name":"zod","version":"4.0.0","main":"index.js"}',
  'node_modules/zod/index.js': 'module.exports = {};',
  'node_modules/dynalite/package.json': '{"name":"dynalite","version":"4.0.0","main":"index.js"}',
  'node_modules/dynalite/index.js': 'module.exports = {};',
  'bin/planted-entry.ts': 'export const entry = 1;',
  'lib/planted-stack.ts': 'export const stack = 1;',
  'src/config.ts': 'export const config = 1;',
  'src/domain/planted-rule.ts': 'export const rule = 1;',
  'src/operations/planted-operation.ts': 'export const operation = 1;\nexport type Store = { name: string };',
  'src/aws/planted-adapter.ts': 'export const adapter = 1;',
  'src/aws/dynamo-table.ts': 'export const tableDefinition = 1;',
  'src/runner/planted-driver.ts': 'export const driver = 1;',
  'src/local/planted-endpoint.ts': 'export const endpoint = 1;',
  'src/cli/planted-client.ts': 'export const client = 1;',
  'lambdas/api/planted-schemas.ts': 'export const schemas = 1;',
  'lambdas/api/planted-handler.ts': 'export const handler = 1;',
  'test/support/planted-clock.ts': 'export const clock = 1;',
};

const forbidden = [
  ['src/domain/a.ts', '@aws-sdk/client-s3', 'domain-imports-zod-only'],
  ['src/domain/b.ts', '../config', 'domain-imports-zod-only'],
  ['src/domain/c.ts', 'node:fs', 'domain-imports-zod-only'],
  ['src/domain/d.ts', '../operations/planted-operation', 'domain-imports-zod-only'],
  ['src/operations/a.ts', '../aws/planted-adapter', 'operations-import-domain'],
  ['src/operations/b.ts', '@aws-sdk/client-s3', 'operations-do-no-io'],
  ['src/operations/c.ts', 'node:fs/promises', 'operations-do-no-io'],
  ['src/aws/a.ts', '../local/planted-endpoint', 'aws-imports-domain-and-sdk'],
  ['src/aws/b.ts', '../operations/planted-operation', 'aws-imports-operations-as-types'],
  ['src/aws/c.ts', '../local/planted-endpoint', 'nothing-imports-local'],
  ['src/aws/d.ts', 'dynalite', 'shipped-code-imports-no-dev-dependency'],
  ['src/runner/a.ts', '../cli/planted-client', 'runner-imports-domain-operations-aws'],
  ['src/cli/a.ts', '../operations/planted-operation', 'cli-knows-only-http'],
  ['src/cli/b.ts', '../domain/planted-rule', 'clients-import-domain-types-only'],
  ['src/cli/c.ts', '@aws-sdk/client-s3', 'clients-hold-no-sdk'],
  ['src/action/a.ts', '../operations/planted-operation', 'action-imports-cli-and-domain'],
  ['src/action/b.ts', '../domain/planted-rule', 'actions-import-domain-types-only'],
  ['src/console/a.ts', '../aws/planted-adapter', 'console-knows-only-http'],
  ['src/local/a.ts', '../runner/planted-driver', 'local-imports-handlers'],
  ['src/local/b.ts', '../../bin/planted-entry', 'nothing-imports-entry-points'],
  ['lambdas/sweep/a.ts', '../../src/local/planted-endpoint', 'lambdas-import-operations-domain-aws'],
  ['lambdas/sweep/b.ts', '../../test/support/planted-clock', 'shipped-code-imports-no-tests-or-scripts'],
  ['lambdas/api/routes.ts', '../../src/operations/planted-operation', 'routes-hold-names-only'],
  ['lib/a.ts', '../src/operations/planted-operation', 'lib-imports-routes-config-cdk'],
  ['lib/c.ts', '../src/aws/planted-adapter', 'lib-imports-routes-config-cdk'],
  ['lib/b.ts', '../lambdas/api/planted-handler', 'lib-imports-routes-config-cdk'],
  ['src/runner/b.ts', './absent', 'no-unresolvable-import'],
  ['src/runner/c.ts', './partner', 'no-cycles'],
] as const;

const allowed = [
  [
    'src/domain/ok.ts',
    "import * as z from 'zod';\nimport { rule } from './planted-rule';\nexport default [z, rule];",
  ],
  ['src/operations/ok.ts', "import { rule } from '../domain/planted-rule';\nexport default rule;"],
  [
    'src/aws/ok.ts',
    "import type { Store } from '../operations/planted-operation';\nexport const store: Store = { name: '' };",
  ],
  ['src/cli/ok.ts', "import { config } from '../config';\nexport default config;"],
  [
    'src/local/ok.ts',
    "import { handler } from '../../lambdas/api/planted-handler';\nexport default handler;",
  ],
  [
    'lib/ok.ts',
    "import { tableDefinition } from '../src/aws/dynamo-table';\nexport default tableDefinition;",
  ],
  ['bin/ok.ts', "import { endpoint } from '../src/local/planted-endpoint';\nexport default endpoint;"],
] as const;

function plant(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** A tree outside the repository with the repository's rules, in which every rule is broken once. */
function plantViolations(): string {
  const root = mkdtempSync(join(tmpdir(), 'leasehold-import-rules-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    cpSync(join(repository, file), join(root, file));
  for (const [file, text] of Object.entries(bystanders)) plant(root, file, text);
  for (const [file, target] of forbidden)
    plant(root, file, `import * as planted from '${target}';\nexport default planted;`);
  for (const [file, text] of allowed) plant(root, file, text);
  plant(root, 'src/runner/partner.ts', "import * as c from './c';\nexport default c;");
  return root;
}

describe('the import rules', () => {
  it('hold in the whole tree', async () => {
    const { summary } = await cruise(repository);

    expect(summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThan(0);
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

    it('refuse that the route table reaches an operation through another module', () => {
      const reached = violations.filter(({ rule }) => rule.name === 'routes-reach-nothing-that-runs');

      expect(reached.map(({ to }) => to)).toContain('src/operations/planted-operation.ts');
    });

    it.each(allowed)('accept what %s imports', (file) => {
      expect(violations.filter(({ from }) => from === file)).toEqual([]);
    });
  });
});
