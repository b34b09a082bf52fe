const { builtinModules } = require('node:module');

/**
 * The rooms of docs/architecture.md, one rule per row: a row names the folders of ours that a folder may import. Packages
 * are limited where a room must stay free of I/O or of one vendor.
 */

const nodeCore = `^(node:)?(${builtinModules.join('|')})(/|$)`;
const nodeIo =
  '^(node:)?(child_process|cluster|dns|fs|http|http2|https|net|os|process|readline|tls|worker_threads)(/|$)';
const npm = 'node_modules/';
const zod = 'node_modules/zod/';
/** Numbers of JSON in the digits that they came in. */
const exactJson = 'node_modules/lossless-json/';
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

/** A room of the domain: pure, so of packages it has zod only, and base what reads numbers. */
function domainRoom(room, others, comment) {
  const rooms = [room, ...others].map((one) => `^src/domain/${one}(/|\\.ts$)`);
  return row(
    `domain-${room}`,
    `^src/domain/${room}(/|\\.ts$)`,
    [...rooms, zod, ...(room === 'base' ? [exactJson] : [])],
    comment,
  );
}

/** A room whose modules may use any package, and of ours only `rooms`. */
function room(name, from, rooms, comment) {
  return row(name, from, [from, ...rooms, npm, nodeCore], comment);
}

/** A package or module that a folder may never import, whatever its row allows. */
function never(name, from, to, comment) {
  return { name, severity: 'error', comment, from, to };
}

/** Only types may cross here: nothing of the other room runs. */
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
      'domain-is-pure',
      '^src/domain/',
      ['^src/domain/', zod, exactJson],
      'No I/O, no clock, no SDK, no configuration.',
    ),
    domainRoom('base', [], 'Time, errors and parsing know no other room.'),
    domainRoom('registry', ['base'], 'What every kind of entry has knows none of them.'),
    domainRoom('access', ['base'], 'Who asks, and what that allows.'),
    domainRoom('lease', ['base'], 'How long something may live.'),
    domainRoom('terraform', ['base'], "Terraform's own documents, as Terraform defines them."),
    domainRoom('template', ['base', 'lease'], 'What a template says of itself.'),
    domainRoom(
      'resources',
      ['base', 'lease', 'template', 'terraform'],
      'Facts of resource types, whoever makes them.',
    ),
    domainRoom(
      'cost',
      ['base', 'lease', 'template', 'terraform', 'resources'],
      'Prices know resources, not environments.',
    ),
    domainRoom('limits', ['base', 'access', 'cost'], 'What may be had at once, and what it may cost.'),
    domainRoom(
      'policy',
      ['base', 'lease', 'template', 'terraform', 'resources', 'cost'],
      'What a stage allows of a priced plan, and of a request for one, whoever asks.',
    ),
    domainRoom(
      'compliance',
      ['base', 'terraform'],
      'What standards ask of what a plan makes, whoever made it.',
    ),
    domainRoom(
      'environment',
      ['base', 'registry', 'access', 'lease', 'template', 'terraform', 'cost', 'limits', 'compliance'],
      'One noun knows no other.',
    ),
    domainRoom(
      'stack',
      ['base', 'access', 'lease', 'template', 'environment', 'registry', 'terraform', 'cost'],
      'Stacks are resolved where they are written, and checked again by the control plane.',
    ),
    domainRoom('target', ['base', 'registry', 'access'], 'Where environments may live, and who may use it.'),
    domainRoom(
      'image',
      ['base', 'registry', 'access', 'lease', 'template', 'cost'],
      'One noun knows no other.',
    ),
    domainRoom(
      'notice',
      ['base', 'registry', 'access', 'lease', 'environment'],
      'What is said of events to people outside, and whom it is sent to.',
    ),
    typesOnly(
      'nouns-import-cost-as-types',
      '^src/domain/(environment|image)/',
      '^src/domain/cost/(?!(cost-summary|accrual|accrued-view)\\.ts$)',
      'An environment carries its cost and reads its meter; it prices nothing.',
    ),
    typesOnly(
      'stack-imports-cost-as-types',
      '^src/domain/stack/',
      '^src/domain/cost/(?!(cost-summary|money)\\.ts$)',
      'A stack adds up what its components cost; it prices nothing.',
    ),
    room(
      'operations-ports',
      '^src/operations/ports/',
      ['^src/domain/'],
      'Interfaces in words of the domain.',
    ),
    room(
      'operations-registry',
      '^src/operations/registry/',
      ['^src/operations/ports/', '^src/domain/(base|registry)/'],
      'The loop of reading, deciding and delivering knows no noun.',
    ),
    ...['environment', 'image', 'notice', 'target', 'template', 'access'].map((noun) =>
      room(
        `operations-${noun}`,
        `^src/operations/${noun}/`,
        ['^src/operations/(ports|registry)/', '^src/domain/'],
        'An operation knows the domain, the interfaces it needs and the registry, and no other noun.',
      ),
    ),
    room(
      'operations-stack',
      '^src/operations/stack/',
      ['^src/operations/(ports|registry|environment)/', '^src/domain/'],
      'A stack commands environments; no environment knows a stack.',
    ),
    never(
      'operations-do-no-io',
      { path: '^src/operations/' },
      { path: [awsSdk, nodeIo, 'node_modules/(@middy|@aws-lambda-powertools|commander|@clack)/'] },
      'What an operation needs from outside it asks for as an interface.',
    ),
    room(
      'aws-imports-domain-and-sdk',
      '^src/aws/',
      ['^src/domain/', '^src/operations/ports/', '^src/config/'],
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
    room(
      'bundle',
      '^src/bundle/',
      ['^src/domain/', '^src/tools/', '^src/config/'],
      "A template's folder, packed, read and proven, and Terraform as a process.",
    ),
    room(
      'author',
      '^src/author/',
      [
        '^src/(domain|bundle|tools|config)/',
        '^src/client/(errors|address|states/old-state|certificates/given-certificate|templates/(ejector|workshop|template-source))\\.ts$',
      ],
      'What is done with the files of a template on the own machine; the CLI is given it.',
    ),
    room(
      'runner',
      '^src/runner/',
      ['^src/(domain|operations|aws|bundle)/', '^src/config/'],
      'The runner is an edge of its own beside the Lambda handlers.',
    ),
    room(
      'lambdas',
      '^lambdas/',
      ['^src/(domain|operations|aws)/', '^src/config/', '^src/bundle/judge-bundle\\.ts$', '^docs/schemas/'],
      'A handler parses, calls one operation, and shapes the reply.',
    ),
    row(
      'routes-hold-names-only',
      '^lambdas/api/routes',
      ['^lambdas/api/', '^src/domain/', zod],
      'CDK, the local gateway and OpenAPI read the route table, so it drags in nothing that runs.',
    ),
    {
      name: 'routes-reach-nothing-that-runs',
      severity: 'error',
      comment: 'routes.ts holds operation names; handler.ts binds them.',
      from: { path: '^lambdas/api/routes\\.ts$' },
      to: { path: '^src/(operations|aws|runner|local|cli)/', reachable: true },
    },
    room(
      'plane',
      '^src/plane/',
      ['^lambdas/api/routes\\.ts$', '^src/domain/', '^src/config/'],
      'What there is of the plane, as data: nothing that runs.',
    ),
    never(
      'plane-holds-no-code-that-runs',
      { path: '^src/plane/' },
      { path: [awsSdk, nodeIo, 'node_modules/(aws-cdk-lib|constructs)/'] },
      'lib renders it, and local runs it.',
    ),
    row(
      'lib',
      '^lib/',
      [
        '^lib/',
        '^src/plane/',
        '^lambdas/api/routes\\.ts$',
        '^src/config/',
        '^src/domain/(lease|access/(actor|issuer-name|slot-counts|target-access)|image/image-findings|image/image-repository|limits/limits|base/metrics|environment/(notices|drift/check-interval)|policy/policy|target/target-(settings|role))\\.ts$',
        'node_modules/(aws-cdk-lib|constructs|cdk-nag|zod)/',
        nodeCore,
      ],
      'Infrastructure renders the plane; it knows nothing that runs.',
    ),
    room(
      'client',
      '^src/client/',
      ['^src/domain/', '^src/config/(read-config|client)\\.ts$'],
      "The API's client, for the command line, the actions and the console.",
    ),
    room(
      'cli',
      '^src/cli/',
      ['^src/client/', '^src/domain/', '^src/config/(read-config|client)\\.ts$', '^docs/schemas/'],
      'The CLI knows the API, so it works the same against one machine and against AWS.',
    ),
    room(
      'action',
      '^src/action/',
      ['^src/client/', '^src/domain/', '^src/config/(read-config|client|actions|machine)\\.ts$'],
      "An action of GitHub's is a client of the API like the CLI.",
    ),
    room('console', '^src/console/', ['^src/client/'], 'The console knows the API and nothing behind it.'),
    typesOnly(
      'clients-import-domain-types-only',
      // A policy is tried, a stack resolved, and compliance judged on the machine of whoever asks: all are pure.
      '^src/(client/(?!stacks/)|action/(?!stacks/)|console/)|^src/cli/(?!(compliance|policy|stacks)/)',
      '^src/domain/(?!(access/(preview-name|repository-config)|cost/money|lease|terraform/address|base/(canonical-json|counted|exact-json|printable)|template/schema-words)\\.ts$)',
      'Rules are decided behind the API; how money, a ttl, a number, an address, a name, a schema, JSON and a text of others are written is no rule.',
    ),
    never(
      'clients-take-types-of-the-description',
      { path: '^src/(client|cli|action|console)/' },
      {
        path: '^src/domain/(api/|environment/(view|run-record|state-lock|events)\\.ts$|image/image-build-view\\.ts$|access/(actor|refusal)\\.ts$)',
      },
      'What the API takes and returns is said by its description: src/client/typed/types.ts.',
    ),
    never(
      'clients-hold-no-sdk',
      { path: '^src/(client|cli|console|action)/' },
      { path: awsSdk },
      'A client needs no AWS credentials.',
    ),
    room('tools', '^src/tools/', [], 'Finding, fetching and running programs is no part of the product.'),
    room(
      'emulators',
      '^src/emulators/',
      ['^src/tools/'],
      'They stand in for AWS, and know nothing of who uses them.',
    ),
    room(
      'local',
      '^src/local/',
      [
        '^src/(plane|emulators|tools|aws|bundle|domain)/',
        '^src/operations/(template|registry|ports)/',
        '^lambdas/api/routes\\.ts$',
        '^src/config/',
      ],
      "This machine's plane, made of the plane's data, the emulators and the tools.",
    ),
    room(
      'deploy',
      '^src/deploy/',
      [
        '^lib/',
        '^src/(plane|aws|bundle|tools|domain)/',
        '^src/operations/template/',
        '^src/runner/(life|preflight)/',
        '^src/config/',
      ],
      'Brings a stage to AWS and examines it there.',
    ),
    never(
      'only-entry-points-import-local-and-deploy',
      { path: '^(src|lambdas|lib)/', pathNot: '^src/(local|deploy)/' },
      { path: '^src/(local|deploy)/' },
      'Only bin/, scripts/ and test/ start the local plane or a deployment.',
    ),
    never(
      'local-and-deploy-are-apart',
      { path: '^src/deploy/' },
      { path: '^src/local/' },
      'A deployment starts no local plane.',
    ),
    row(
      'config',
      '^src/config/',
      ['^src/config/', '^src/domain/', zod, nodeCore],
      'Every room may import its part of the configuration, so that drags in nothing that runs.',
    ),
    room(
      'scripts',
      '^scripts/',
      [
        '^lib/',
        '^lambdas/api/',
        '^src/(deploy|client|cli/(overview|command-table)|domain|config|plane|tools)',
      ],
      'Tools of developers: they build and check, and start entry points as programs.',
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
        path: '^(src/(domain|operations|aws|bundle|runner|client|cli|console|action|config|plane)|lambdas/|bin/(idp|.*-action))',
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
      { circular: true },
      'Two modules that need each other, be it for a type, hide a third one.',
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
