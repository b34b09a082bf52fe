import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const production = ['bin/**/*.ts', 'lib/**/*.ts', 'lambdas/**/*.ts', 'src/**/*.ts', 'scripts/**/*.ts'];

/** `import * as z` is tree-shaken to a fifth of what `import { z }` drags into every bundle. */
const zodAsNamespace = [
  {
    selector: 'ImportDeclaration[source.value="zod"] > ImportSpecifier[imported.name="z"]',
    message: "Write `import * as z from 'zod'`: the named import bundles every locale.",
  },
  {
    selector: 'ImportDeclaration[source.value="zod"] > ImportDefaultSpecifier',
    message: "Write `import * as z from 'zod'`: the default import bundles every locale.",
  },
];

/** Spreading a literal only packs several elements into one line. */
const noSpreadOfLiterals = [
  {
    selector: 'SpreadElement > ObjectExpression.argument, SpreadElement > ArrayExpression.argument',
    message: 'Write the elements themselves: the spread of a literal adds nothing.',
  },
];

const everywhere = [...zodAsNamespace, ...noSpreadOfLiterals];

const environmentOnlyInConfig = [
  {
    selector: 'MemberExpression[object.name="process"][property.name="env"]',
    message: 'Only src/config reads the environment: add a typed reader there.',
  },
  {
    selector: 'MemberExpression[object.name="process"][property.value="env"]',
    message: 'Only src/config reads the environment: add a typed reader there.',
  },
  {
    selector: 'VariableDeclarator[init.name="process"] > ObjectPattern > Property[key.name="env"]',
    message: 'Only src/config reads the environment: add a typed reader there.',
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name="env"]',
    message: 'Only src/config reads the environment: add a typed reader there.',
  },
];

const noHiddenInputs = [
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'The domain has no clock to ask: take `now` as a parameter.',
  },
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'The domain makes no date of now: take `now` as a parameter.',
  },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'The domain is deterministic: take ids and chances as parameters.',
  },
];

const honestTests = [
  {
    selector: 'MemberExpression[object.name=/^(describe|it|test)$/][property.name="only"]',
    message: 'A committed test lets the others run.',
  },
  {
    selector: 'MemberExpression[object.name=/^(describe|it|test)$/][property.name=/^(skip|todo)$/]',
    message: 'A committed test runs.',
  },
  {
    selector: 'CallExpression[callee.name=/^(fdescribe|fit|xdescribe|xit|xtest)$/]',
    message: 'A committed test runs, and lets the others run.',
  },
  {
    selector:
      'CallExpression[callee.object.name="jest"][callee.property.name=/^(mock|doMock)$/] > Literal[value=/^\\./]',
    message: 'Hand the module under test what it needs instead of mocking our own modules.',
  },
];

/** Of a CommonJS package a bundle gives whoever imports it late no names: a file of ours names them, and is imported late. */
const lateByOwnPath = [
  {
    selector: 'ImportExpression[source.value=/^(?!\\.|node:)/]',
    message: 'Import late a file of ours that imports the package, as src/client/yaml.ts does.',
  },
];

export default defineConfig(
  { ignores: ['dist/', 'coverage/', '.leasehold/', '**/.terraform/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  // The rules that ask the types are those of .oxlintrc.json: they take a tenth of the time there.
  tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: production,
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      'no-restricted-syntax': ['error', ...everywhere, ...environmentOnlyInConfig],
    },
  },
  {
    files: ['src/{cli,client,action}/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...environmentOnlyInConfig, ...lateByOwnPath],
    },
  },
  {
    files: ['src/domain/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...environmentOnlyInConfig, ...noHiddenInputs],
    },
  },
  {
    files: ['src/config/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere] },
  },
  {
    files: ['src/domain/**/*.ts', 'src/operations/**/*.ts', 'src/aws/**/*.ts', 'lambdas/**/*.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...honestTests],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { module: 'writable', require: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  { files: ['**/*.js'], languageOptions: { globals: { process: 'readonly', console: 'readonly' } } },
);
