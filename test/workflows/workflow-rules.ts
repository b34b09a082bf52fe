import type { WorkflowFile } from './workflow-files';

/** What is wrong with one file, a line each. */
export type Rule = (file: WorkflowFile) => string[];

const wrong = (bad: boolean, what: string) => (bad ? [what] : []);
const isWorkflow = ({ jobs }: WorkflowFile) => Object.keys(jobs).length > 0;
/** A version can be moved to other code; a commit cannot. What lies in the checkout is pinned by it. */
const isPinned = (uses: string) => uses.startsWith('./') || /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses);

/** Programs that run what others wrote. */
const foreignCode = /\b(?:npm|npx|yarn|pnpm|node|tsx|pip|pipx|python3?|go|make|docker)\b/;
const isRelease = (on: WorkflowFile['on']) =>
  on.release !== undefined || (on.push as { tags?: unknown } | null | undefined)?.tags !== undefined;

/** The rules of every workflow and action, by what they ask for. */
export const rules: Record<string, Rule> = {
  'pins every action by its commit': ({ steps }) =>
    steps.flatMap(({ uses }) => wrong(uses !== undefined && !isPinned(uses), `${uses}`)),

  'says beside each commit which version it is': ({ text }) =>
    text.split('\n').filter((line) => /@[0-9a-f]{40}/.test(line) && !/ # v\d+\.\d+\.\d+$/.test(line)),

  'takes no expression into a script': ({ steps }) =>
    steps.flatMap(({ run }) => wrong(run?.includes('${{') === true, `${run}`)),

  'gives each job its own permissions, and no others': (file) => [
    ...wrong(isWorkflow(file) && file.permissions === undefined, 'the workflow says nothing of permissions'),
    ...Object.entries(file.jobs).flatMap(([name, job]) =>
      wrong(typeof (job.permissions ?? file.permissions) !== 'object', name),
    ),
  ],

  'never lets one job take a role and write to the repository': ({ jobs }) =>
    Object.entries(jobs).flatMap(([name, { permissions = {}, uses }]) => {
      const { 'id-token': token, ...others } = permissions;
      const both = token === 'write' && Object.values(others).includes('write');
      return wrong(both && uses === undefined, name);
    }),

  'installs and builds nothing where it may write to the repository': ({ jobs }) =>
    Object.entries(jobs).flatMap(([name, { permissions = {}, steps = [] }]) => {
      const writes = ['contents', 'packages', 'actions'].some((scope) => permissions[scope] === 'write');
      const strange = steps.filter(
        ({ run = '', uses = '' }) => foreignCode.test(run) || /^actions\/(?:setup-|cache)/.test(uses),
      );
      return wrong(writes && strange.length > 0, name);
    }),

  'restores no cache that others could have written where a release is made': ({ on, steps }) =>
    steps
      .filter(({ uses = '', with: given = {} }) => /^actions\/cache/.test(uses) || given.cache !== undefined)
      .flatMap(({ uses }) => wrong(isRelease(on), `${uses}`)),

  'lets nothing cancel what changes an environment': (file) =>
    isWorkflow(file) && 'workflow_call' in file.on
      ? wrong(!file.concurrency?.group || file.concurrency['cancel-in-progress'] !== false, 'concurrency')
      : [],

  'is never started with the rights of the base for the code of a pull request': ({ on }) =>
    Object.keys(on).filter((event) => ['pull_request_target', 'workflow_run'].includes(event)),

  'lets Terraform take a role only in an environment of GitHub, which people can guard': ({ jobs }) =>
    Object.entries(jobs).flatMap(([name, { steps = [], environment }]) => {
      const withRole = steps.some(({ uses, with: given }) => uses?.endsWith('/terraform') && given?.role);
      return wrong(withRole && environment === undefined, name);
    }),

  'installs exact versions': ({ steps }) =>
    steps.flatMap(({ uses, with: given }) =>
      wrong(
        uses?.startsWith('hashicorp/setup-terraform@') === true &&
          !/^\d+\.\d+\.\d+$/.test(String(given?.terraform_version)),
        `${uses} ${String(given?.terraform_version)}`,
      ),
    ),

  'installs of Python only what is proven by its digest': ({ steps }) =>
    steps.flatMap(({ run = '' }) =>
      wrong(/\bpipx?3? (?:install|run)\b/.test(run) && !run.includes('--require-hashes'), run),
    ),

  'ends every job by itself': ({ jobs }) =>
    Object.entries(jobs).flatMap(([name, job]) =>
      wrong(job.uses === undefined && job['timeout-minutes'] === undefined, name),
    ),

  'needs no secret': ({ text }) => text.match(/secrets\.\w+|secrets: inherit/g) ?? [],

  'leaves no token behind in a checkout': ({ steps }) =>
    steps
      .filter(({ uses }) => uses?.startsWith('actions/checkout@'))
      .flatMap((step) => wrong(step.with?.['persist-credentials'] !== false, `${step.uses}`)),
};
