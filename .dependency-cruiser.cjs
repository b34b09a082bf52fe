const { builtinModules } = require('node:module');

/**
 * The import table of docs/architecture.md, one rule per row. `src/config.ts` may be imported by every folder but
 * the domain. A row names the folders of ours that a folder may import; packages are limited where a layer must stay
 * free of I/O or of one vendor.
 */

const config = '^src/config\\.ts$';
const nodeCore = `^(node:)?(${builtinModules.join('|')})(/|$)`;
const nodeIo =
  '^(node:)?(child_process|cluster|dns|fs|http|http2|https|net|os|process|readline|tls|worker_threads)(/|$)';
const npm = 'node_modules/';
const awsSdk = 'node_modules/@(aws-sdk|smithy)/';

/** A row of the table: modules under `from` may import only what `allowed` matches; a dead import has its own rule. */
function row(name, from, allowed, comment) {
  return {
    name,
    severity: 'error',
    comment,
    from: { path: from },
    to: { pathNot: allowed, couldNotResolve: false },
  };
}

/** A package or module that a folder may never import, whatever its row allows. */
function never(name, from, to, comment) {
  return { name, severity: 'error', comment, from, to };
}

/** Only types may cross here: the interface is declared by its consumer and nothing runs. */
function typesOnly(name, from, to, comment) {
  return {
    name,
    severity: 'error',
    comment,
    from: { path: from },
    to: { path: to, dependencyTypesNot: ['type-only'] },
  };
}

module.exports = {
  forbidden: [
    row(
      'domain-imports-zod-only',
      '^src/domain/',
      ['^src/domain/', 'node_modules/zod/'],
      'The domain is pure: no I/O, no clock, no SDK, no configuration.',
    ),
    row(
      'operations-import-domain',
      '^src/operations/',
      ['^src/operations/', '^src/domain/', config, npm, nodeCore],
      'An operation knows the domain and the interfaces it declares itself.',
    ),
    never(
      'operations-do-no-io',
      { path: '^src/operations/' },
      { path: [awsSdk, nodeIo, 'node_modules/(@middy|@aws-lambda-powertools|commander|@clack)/'] },
      'What an operation needs from outside it asks for as an interface.',
    ),
    row(
      'aws-imports-domain-and-sdk',
      '^src/aws/',
      ['^src/aws/', '^src/domain/', '^src/operations/', config, npm, nodeCore],
      'An adapter turns interfaces into SDK calls.',
    ),
    typesOnly(
      'aws-imports-operations-as-types',
      '^src/aws/',
      '^src/operations/',
      'An adapter implements the interfaces of operations; it never calls one.',
    ),
    never(
      'aws-knows-no-edge',
      { path: '^src/aws/' },
      { path: 'node_modules/(@middy|@aws-lambda-powertools|commander|@clack|aws-cdk-lib)/' },
      'HTTP, logging of requests and prompts belong to the edges.',
    ),
    row(
      'runner-imports-domain-operations-aws',
      '^src/runner/',
      ['^src/runner/', '^src/(domain|operations|aws)/', config, npm, nodeCore],
      'The runner is an edge of its own beside the Lambda handlers.',
    ),
    row(
      'lambdas-import-operations-domain-aws',
      '^lambdas/',
      ['^lambdas/', '^src/(domain|operations|aws)/', config, npm, nodeCore],
      'A handler parses, calls one operation, and shapes the reply.',
    ),
    row(
      'routes-hold-names-only',
      '^lambdas/api/routes\\.ts$',
      ['^lambdas/api/', '^src/domain/', config, 'node_modules/zod/'],
      'CDK, the local gateway and OpenAPI read the route table, so it drags in nothing that runs.',
    ),
    {
      name: 'routes-reach-nothing-that-runs',
      severity: 'error',
      comment: 'routes.ts holds operation names; handler.ts binds them.',
      from: { path: '^lambdas/api/routes\\.ts$' },
      to: { path: '^src/(operations|aws|runner|local|cli)/', reachable: true },
    },
    row(
      'lib-imports-routes-config-cdk',
      '^lib/',
      [
        '^lib/',
        '^lambdas/api/routes\\.ts$',
        '^src/domain/(actor|image-findings|image-repository|lease|metrics|notices)\\.ts$',
        '^src/aws/dynamo-table\\.ts$',
        config,
        'node_modules/(aws-cdk-lib|constructs|cdk-nag|zod)/',
        nodeCore,
      ],
      'Infrastructure reads the route table, roles, lease limits, names of metrics, the table definition and the configuration schemas, never what they bind to.',
    ),
    row(
      'cli-knows-only-http',
      '^src/cli/',
      ['^src/cli/', '^src/domain/', config, npm, nodeCore],
      'The CLI knows the API, so it works the same against one machine and against AWS.',
    ),
    row(
      'action-imports-cli-and-domain',
      '^src/action/',
      ['^src/action/', '^src/cli/', '^src/domain/', config, npm, nodeCore],
      "An action of GitHub's is a client of the API like the CLI, and speaks to it with the CLI's own parts.",
    ),
    row(
      'account-imports-domain-and-configuration',
      '^src/account/',
      [
        '^src/account/',
        '^src/domain/',
        '^src/runner/(preflight/|plan-json|run-failure)',
        '^lib/config/',
        config,
        npm,
        nodeCore,
      ],
      'It looks at an account from outside, for who deploys; it is no part of what runs there.',
    ),
    row(
      'console-knows-only-http',
      '^src/console/',
      ['^src/console/', '^src/domain/', config, npm],
      'The console knows the API and nothing behind it.',
    ),
    typesOnly(
      'clients-import-domain-types-only',
      '^src/(cli|console)/',
      '^src/domain/(?!cost/money\\.ts$)',
      'Rules are decided behind the API; a client that decides them too would disagree one day. How money is written is no rule.',
    ),
    typesOnly(
      'actions-import-domain-types-only',
      '^src/action/',
      '^src/domain/(?!(cost/money|lease)\\.ts$)',
      'As for the other clients; how a ttl is written is no rule either.',
    ),
    never(
      'clients-hold-no-sdk',
      { path: '^src/(cli|console|action)/' },
      { path: awsSdk },
      'A client needs no AWS credentials.',
    ),
    row(
      'local-imports-handlers',
      '^src/local/',
      ['^src/local/', '^src/(domain|operations|aws)/', '^lambdas/', config, npm, nodeCore],
      'The local plane supplies endpoints, makes the hub and runs the handlers; it holds no second version of anything.',
    ),
    never(
      'nothing-imports-local',
      { path: '^(src|lambdas|lib)/', pathNot: '^src/local/' },
      { path: '^src/local/' },
      'Only bin/ and test/ start the local plane.',
    ),
    row(
      'config-imports-domain-and-zod',
      config,
      ['^src/domain/', 'node_modules/zod/', nodeCore],
      'Every folder may import the configuration, so it drags in nothing that runs.',
    ),
    never(
      'nothing-imports-entry-points',
      { path: '^(src|lambdas|lib|scripts)/' },
      { path: '^bin/' },
      'bin/ holds entry points, no logic.',
    ),
    never(
      'shipped-code-imports-no-tests-or-scripts',
      { path: '^(src|lambdas|lib)/' },
      { path: '^(test|scripts)/' },
      'What is deployed does not depend on what checks or builds it.',
    ),
    never(
      'shipped-code-imports-no-dev-dependency',
      {
        path: '^(src/(domain|operations|aws|runner|cli|console|action|config)|lambdas/|bin/(idp|.*-action))',
      },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
      'A development dependency is absent where this code runs.',
    ),
    never(
      'no-unlisted-package',
      { path: '^(src|lambdas|lib|bin|scripts)/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
      'A package must be listed in package.json.',
    ),
    never('no-unresolvable-import', {}, { couldNotResolve: true }, 'The import leads nowhere.'),
    never(
      'no-cycles',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
      'Two modules that need each other hide a third one.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage|\\.leasehold)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
