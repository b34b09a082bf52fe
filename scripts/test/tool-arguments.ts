/** The programs that take a path where they also take an address, an option or an expression. */
export const tools = ['docker', 'terraform', 'git', 'curl'] as const;

/** An argument that is not always the same: whose text is in it, and what it must be for the tool to take it for that alone. */
interface Argument {
  from: 'request' | 'configuration' | 'program';
  is: RegExp;
}

/** All arguments of one kind of call, in their order. */
type Row = readonly [tool: (typeof tools)[number], ...args: (string | Argument)[]];

/** A path that no tool takes for an address, as it begins with ./ and goes no folder up. */
const below = /^\.\/(?!(?:.*\/)?\.\.(?:\/|$))/;
const image =
  /^(?:\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|[a-z])\/[a-z0-9/_.-]+:(?:[0-9a-f]{40}(?:-[0-9a-f]{12})?|[a-z]+)$/;

const folder: Argument = { from: 'request', is: below };
const dockerfile: Argument = { from: 'request', is: new RegExp(below.source.replace('^', '^--file=')) };
/** The tag holds a commit, and a digest of the folder, which are a request's in no other form. */
const named: Argument = { from: 'request', is: image };
const namedTag: Argument = { from: 'request', is: new RegExp(image.source.replace('^', '^--tag=')) };
/** Behind refs/, nothing is an option, and git looks nowhere else. */
const ref: Argument = { from: 'request', is: /^refs\/(?:remotes\/origin|tags)\/[^^]*\^\{commit\}$/s };
const commit: Argument = { from: 'request', is: /^[0-9a-f]{40}\^\{commit\}$/ };
/** What somebody types to name a commit of their own repository, behind --end-of-options: no range and no file of it. */
const typedCommit: Argument = { from: 'request', is: /^(?![-/])(?!.*\.\.)[^\s:?*[\\]+$/ };
const resolved: Argument = { from: 'program', is: /^[0-9a-f]{40}$/ };
/** `imageRepositories` of the stage, behind `--`. */
const location: Argument = { from: 'configuration', is: /^(?:https:\/\/github\.com\/|file:\/\/\/|\/)/ };
const registry: Argument = { from: 'configuration', is: /^[a-z0-9][a-z0-9.-]*$/ };
/** The folders that a workflow of the platform's names, which config/actions.ts reads. */
const tree: Argument = { from: 'configuration', is: /^HEAD:[\w.][\w./-]*$/ };
const sources: Argument = { from: 'configuration', is: /^[\w.][\w./-]*$/ };
const path: Argument = { from: 'program', is: /^\// };
const release: Argument = {
  from: 'program',
  is: /^https:\/\/releases\.hashicorp\.com\/terraform\/[\d.]+\/terraform_[\d.]+_linux_(?:amd64|arm64)\.zip$/,
};
/** The address of a repository that a module lies in, and its branch, tag or commit: Terraform gives both to git. */
const repository: Argument = { from: 'configuration', is: /^https?:\/\// };
const revision: Argument = { from: 'configuration', is: /^[^-]/ };
const moduleFolder: Argument = { from: 'program', is: /^\.terraform\/modules\// };
const readers = ['*.md', 'actions/*.yml', 'terraform/*/template.yaml', 'terraform/*/variables.tf'];
const documents = [...readers, 'terraform/*/outputs.tf', ':!docs/adr', ':!test', ':!.github'];
const fetchOne = ['fetch', '--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules', '--'];
/** What a publisher names behind `--`: an address without a helper's `::`, or a folder by its whole path. */
const published: Argument = {
  from: 'configuration',
  is: /^(?:https?:\/\/|ssh:\/\/|\/|[\w.-]+@[\w.-]+:)(?!.*::)/,
};
/** One branch, tag or commit: no option, and no second name that it would be written to. */
const publishedRef: Argument = { from: 'request', is: /^(?!.*\.\.)[^-/\s:^+~?*[\\][^\s:^~?*[\\]*$/ };
const labels = ['-L', 'template.yaml', '-L', 'the scaffold before', '-L', 'the scaffold now'];
const resolve = ['rev-parse', '--verify', '--quiet', '--end-of-options'];
const fetched = ['--fail', '--silent', '--show-error', '--location', '--retry', '5', '--output'];
const zip: Argument = { from: 'program', is: /^(?:\/|terraform_[\d.]+_linux_arm64\.zip$)/ };
/** Either of the runner's plan file, or a path of the action's own folder. */
const planFile: Argument = { from: 'program', is: /^(?:-out=)?(?:(?:leasehold|scratch)\.tfplan$|\/)/ };
const statePath: Argument = { from: 'program', is: /^(?:\/|[\w.-]+\.(?:tfstate|json)$)/ };
const chdir: Argument = { from: 'program', is: /^-chdir=providers\/\d+\/$/ };
const mirrored: Argument = { from: 'program', is: /^-fs-mirror=\// };
const platform: Argument = { from: 'program', is: /^-platform=[a-z0-9]+_[a-z0-9]+$/ };
const plugins: Argument = { from: 'program', is: /^-plugin-dir=\// };

/** Every way in which the product calls these tools; `npm test` finds each call of its tests here, or fails. */
export const toolArguments: readonly Row[] = [
  ['docker', 'login', '--username', 'AWS', '--password-stdin', registry],
  ['docker', 'login', '--username=AWS', '--password-stdin', registry],
  ['docker', 'manifest', 'inspect', named],
  ['docker', 'build', '--pull', '--tag', named, '--', folder],
  ['docker', 'build', dockerfile, namedTag, '--', folder],
  ['docker', 'build', '--tag', named, '.'],
  ['docker', 'push', named],
  ['git', 'clone', '--quiet', '--no-checkout', '--', location, '.'],
  ['git', ...resolve, 'HEAD^{commit}'],
  ['git', 'init', '--quiet', '--template='],
  ['git', 'config', '--get', 'remote.origin.url'],
  ['git', ...fetchOne, published, publishedRef],
  ['git', ...resolve, 'FETCH_HEAD^{commit}'],
  ['git', 'merge-file', '--quiet', ...labels, path, path, path],
  ['git', ...resolve, ref],
  ['git', ...resolve, commit],
  ['git', 'rev-list', '--max-count=1', '--end-of-options', typedCommit, '--'],
  ['git', 'ls-tree', '-r', '-z', resolved],
  ['git', 'cat-file', '--batch'],
  ['git', 'checkout', '--quiet', '--detach', resolved],
  ['git', 'clone', '--', repository, moduleFolder],
  ['git', 'checkout', revision],
  ['git', 'submodule', 'update', '--init', '--recursive'],
  ['git', 'status', '--porcelain', '--', sources],
  ['git', 'rev-parse', tree],
  ['git', 'ls-files', 'src/*.ts', 'lambdas/*.ts', 'bin/*.ts', 'lib/*.ts', ':!src/emulators'],
  ['git', 'ls-files', ...documents],
  ['curl', ...fetched, zip, release],
  ['terraform', 'version'],
  ['terraform', 'version', '-json'],
  ['terraform', 'init', '-input=false', '-no-color'],
  ['terraform', 'init', '-input=false', '-no-color', '-lockfile=readonly'],
  ['terraform', 'init', '-backend=false', '-no-color'],
  ['terraform', 'init', '-backend=false', '-input=false', '-no-color'],
  ['terraform', 'init', '-backend=false', '-input=false', '-no-color', '-lockfile=readonly'],
  ['terraform', chdir, 'init', '-input=false', '-no-color', '-lockfile=readonly', plugins],
  ['terraform', chdir, 'providers', 'mirror', '-platform=linux_arm64', path],
  ['terraform', 'get', '-no-color'],
  ['terraform', 'providers', 'lock', '-no-color', mirrored, platform],
  ['terraform', 'providers', 'lock', '-no-color', platform],
  ['terraform', 'providers', 'schema', '-json'],
  ['terraform', 'fmt', '-check', '-diff', '-recursive', '-no-color', path],
  ['terraform', 'init', '-input=false', '-json', '-lockfile=readonly', '-backend=false'],
  ['terraform', 'validate', '-no-color'],
  ['terraform', 'validate', '-json', '-no-color'],
  ['terraform', 'test', '-no-color'],
  ['terraform', 'plan', '-input=false', '-json', '-detailed-exitcode', planFile],
  ['terraform', 'plan', '-input=false', '-json', '-detailed-exitcode', planFile, '-destroy'],
  [
    'terraform',
    'plan',
    '-input=false',
    '-json',
    '-detailed-exitcode',
    planFile,
    '-destroy',
    '-refresh=false',
  ],
  ['terraform', 'plan', '-input=false', '-no-color', '-lock-timeout=5m', planFile],
  ['terraform', 'plan', '-refresh-only', '-input=false', '-json', '-lock=false', planFile],
  ['terraform', 'apply', '-input=false', '-json', '-backup=-', planFile],
  ['terraform', 'apply', '-input=false', '-no-color', '-lock-timeout=5m', planFile],
  ['terraform', 'show', '-json', planFile],
  ['terraform', 'show', '-no-color', planFile],
  ['terraform', 'state', 'push', '-no-color', statePath],
];
