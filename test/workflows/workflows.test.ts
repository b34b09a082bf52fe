import { EnvironmentActionConfig } from '../../src/config';
import { readAll, readWorkflow } from './workflow-files';
import { rules } from './workflow-rules';

const head =
  'on: { workflow_call: {} }\npermissions: {}\nconcurrency: { group: a, cancel-in-progress: false }\n';
const job = (rest: string) => `${head}jobs:\n  a:\n    permissions: {}\n    steps:\n      - ${rest}\n`;

/** For each rule a workflow that breaks it. */
const planted: [keyof typeof rules, string][] = [
  ['pins every action by its commit', job('uses: actions/checkout@v4')],
  ['pins every action by its commit', job('uses: actions/checkout@34e1148')],
  ['pins every action by its commit', job('uses: docker://alpine:3')],
  ['says beside each commit which version it is', job(`uses: a/b@${'0'.repeat(40)}`)],
  ['takes no expression into a script', job('run: echo ${{ github.event.pull_request.title }}')],
  ['takes no expression into a script', job('run: echo ${{ inputs.name }}')],
  ['gives each job its own permissions, and no others', 'on: push\njobs:\n  a: { steps: [] }\n'],
  [
    'gives each job its own permissions, and no others',
    'on: push\npermissions: write-all\njobs:\n  a: { steps: [] }\n',
  ],
  [
    'never lets one job speak to the control plane and write to the repository',
    'on: push\njobs:\n  a: { permissions: { id-token: write, pull-requests: write } }\n',
  ],
  ['lets nothing cancel what changes an environment', 'on: { workflow_call: {} }\njobs:\n  a: {}\n'],
  [
    'lets nothing cancel what changes an environment',
    'on: { workflow_call: {} }\nconcurrency: { group: a, cancel-in-progress: true }\njobs:\n  a: {}\n',
  ],
  [
    'is never started with the rights of the base for the code of a pull request',
    'on: pull_request_target\njobs:\n  a: {}\n',
  ],
  ['needs no secret', job('run: x\n        env: { KEY: "${{ secrets.AWS_KEY }}" }')],
  ['leaves no token behind in a checkout', job('uses: actions/checkout@x')],
];

describe('every workflow and action', () => {
  it.each(Object.keys(rules))('%s', (name) => {
    const found = readAll().flatMap((file) =>
      (rules[name]?.(file) ?? []).map((what) => `${file.file}: ${what}`),
    );

    expect(found).toEqual([]);
  });

  it('is looked at', () => {
    const files = readAll().map(({ file }) => file);

    expect(files).toEqual(expect.arrayContaining(['.github/workflows/preview-environment.yml']));
    expect(files).toEqual(expect.arrayContaining(['actions/environment/action.yml']));
  });

  it.each(planted)('breaks a rule when it does not do so: %s (%#)', (name, text) => {
    expect(rules[name]?.(readWorkflow('planted.yml', text))).not.toEqual([]);
  });
});

describe('the reusable workflows', () => {
  const workflow = (name: string) => readAll().find(({ file }) => file.endsWith(`/${name}`))!;

  it('write to a pull request only in the job that has no OIDC token and runs nothing of the branch', () => {
    const { environment, comment } = workflow('preview-environment.yml').jobs;

    expect(environment?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(comment?.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
    expect(comment?.steps?.map((step) => step.with?.repository ?? step.uses)).toEqual([
      '${{ job.workflow_repository }}',
      './.leasehold-actions/actions/comment',
    ]);
  });

  it('make no preview for a fork', () => {
    const { environment } = workflow('preview-environment.yml').jobs;

    expect(environment?.if).toBe('github.event.pull_request.head.repo.full_name == github.repository');
  });

  it('hand the action every input that its program reads', () => {
    const [step] = workflow('environment/action.yml').steps;
    const read = Object.keys(EnvironmentActionConfig.shape).filter((name) => name.startsWith('LEASEHOLD_'));

    expect(Object.keys(step?.env ?? {}).sort()).toEqual(read.sort());
  });
});
