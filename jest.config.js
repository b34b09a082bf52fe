/** Packages that ship ESM only; jest runs CommonJS, so these are transformed like our own code. */
const esmOnly = [
  '@middy',
  'jose',
  'openid-client',
  'oauth4webapi',
  'fast-check',
  'pure-rand',
  'string-width',
  'strip-ansi',
  'ansi-regex',
  'get-east-asian-width',
];

// CDK checks every template that is synthesized once more, for seconds, and only warns; what must hold, the AwsSolutions
// rules and cfn-lint hold in test/lib/app.test.ts, and `cdk synth` says its warnings.
process.env.CDK_VALIDATION = 'false';

// What takes its identity from the environment, as a run does, is nobody who could do anything anywhere.
Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
delete process.env.AWS_SESSION_TOKEN;

/** @type {import('jest').Config} JavaScript, because jest on Node 20 reads TypeScript only through one more loader. */
export default {
  testEnvironment: '<rootDir>/jest.environment.js',
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  testSequencer: '<rootDir>/jest.sequencer.js',
  testTimeout: 300_000,
  setupFilesAfterEnv: ['<rootDir>/test/support/time-limit.ts'],
};
