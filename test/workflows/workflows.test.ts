import {
  EnvironmentActionConfig,
  ImageActionConfig,
  PlanCommentActionConfig,
  StacksActionConfig,
  StacksReportActionConfig,
  TemplateActionConfig,
  TemplateCommentActionConfig,
  TerraformActionConfig,
} from '../../src/config/actions';
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
    'never lets one job take a role and write to the repository',
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
  [
    'lets Terraform take a role only in an environment of GitHub, which people can guard',
    job('uses: ./.leasehold-actions/actions/terraform\n        with: { role: x }'),
  ],
  [
    'installs exact versions',
    job('uses: hashicorp/setup-terraform@x\n        with: { terraform_version: 1.11 }'),
  ],
  ['installs exact versions', job('uses: hashicorp/setup-terraform@x')],
  ['ends every job by itself', job('run: x')],
  ['needs no secret', job('run: x\n        env: { KEY: "${{ secrets.AWS_KEY }}" }')],
  ['leaves no token behind in a checkout', job('uses: actions/checkout@x')],
  [
    'installs and builds nothing where it may write to the repository',
    'on: push\njobs:\n  a:\n    permissions: { contents: write }\n    steps:\n      - run: npm ci\n',
  ],
  [
    'installs and builds nothing where it may write to the repository',
    'on: push\njobs:\n  a:\n    permissions: { contents: write }\n    steps:\n      - uses: actions/cache@x\n',
  ],
  [
    'restores no cache that others could have written where a release is made',
    'on: { push: { tags: [v*] } }\njobs:\n  a:\n    steps:\n      - { uses: actions/setup-node@x, with: { cache: npm } }\n',
  ],
  ['installs of Python only what is proven by its digest', job("run: pipx install 'moto[server]==5.2.1'")],
];

const programs = {
  environment: EnvironmentActionConfig,
  image: ImageActionConfig,
  terraform: TerraformActionConfig,
  'plan-comment': PlanCommentActionConfig,
  template: TemplateActionConfig,
  'template-comment': TemplateCommentActionConfig,
  stacks: StacksActionConfig,
  'stacks-report': StacksReportActionConfig,
};

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

    expect(environment?.permissions).toEqual({
      contents: 'read',
      'id-token': 'write',
      'pull-requests': 'read',
    });
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

  it.each(Object.entries(programs))(
    'hand the action %s every input that its program reads',
    (name, config) => {
      const [step] = workflow(`${name}/action.yml`).steps;
      const read = Object.keys(config.shape).filter((variable) => variable.startsWith('LEASEHOLD_'));
      const given = Object.keys(step?.env ?? {}).filter((variable) => variable.startsWith('LEASEHOLD_'));

      expect(given.sort()).toEqual(read.sort());
    },
  );
});

describe('the workflow of templates', () => {
  const { jobs } = readAll().find(({ file }) => file.endsWith('workflows/template.yml'))!;
  const own = 'github.event.pull_request.head.repo.full_name == github.repository';

  it('checks and tries what a pull request of the repository has, and publishes what was merged', () => {
    const { with: given } = jobs.template?.steps?.at(-1) ?? {};

    expect(jobs.template?.if).toBe(`github.event_name != 'pull_request' || ${own}`);
    expect(jobs.template?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(given?.command).toBe(
      "${{ inputs.command == 'check' && github.event_name == 'pull_request' && 'try' || inputs.command }}",
    );
  });

  it('says of a fork that nothing is checked, with no right at all', () => {
    expect(jobs.fork).toMatchObject({
      permissions: {},
      if: expect.stringContaining(own.replace('==', '!=')),
    });
    expect(jobs.fork?.steps?.map(({ run }) => run)).toEqual([expect.stringContaining('::notice')]);
  });

  it('writes to the pull request only in the job that has no OIDC token and runs nothing of the branch', () => {
    expect(jobs.comment?.if).toContain("needs.template.result != 'skipped'");
    expect(jobs.comment?.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
    expect(jobs.comment?.steps?.map((step) => step.with?.repository ?? step.uses)).toEqual([
      '${{ job.workflow_repository }}',
      './.leasehold-actions/actions/template-comment',
    ]);
  });
});

describe('the workflow of stacks', () => {
  const { jobs } = readAll().find(({ file }) => file.endsWith('workflows/stacks.yml'))!;
  const asking = ['plan', 'affected', 'apply', 'drift'];

  it('asks the control plane in jobs that may write nothing, each by its command', () => {
    for (const name of asking) {
      expect(jobs[name]?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
      expect(jobs[name]?.steps?.at(-1)?.with).toMatchObject({ command: name });
      expect(jobs[name]?.if).toContain(`inputs.command == '${name === 'affected' ? 'apply' : name}'`);
    }
  });

  it.each([
    ['comment', { checks: 'write', 'pull-requests': 'write' }],
    ['begin', { checks: 'write', deployments: 'write' }],
    ['finish', { checks: 'write', deployments: 'write' }],
    ['issues', { issues: 'write' }],
  ])('shows what came of it in %s, which runs nothing of the repository', (name, permissions) => {
    expect(jobs[name]?.permissions).toEqual({ contents: 'read', ...permissions });
    const [own, ...others] = (jobs[name]?.steps ?? []).map((step) => step.with?.repository ?? step.uses);
    expect(own).toBe('${{ job.workflow_repository }}');
    expect(new Set(others)).toEqual(new Set(['./.leasehold-actions/actions/stacks-report']));
  });

  it('plans nothing of a fork', () => {
    expect(jobs.plan?.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
  });
});

describe("the workflow of the platform's own Terraform", () => {
  const { jobs, on } = readAll().find(({ file }) => file.endsWith('/terraform.yml'))!;
  const roleOf = (name: string) =>
    jobs[name]?.steps?.map((step) => step.with?.role).find((role) => role !== undefined);

  it('checks also what comes from a fork, and gives only the repository itself a role to plan with', () => {
    expect(jobs.check).toMatchObject({ permissions: { contents: 'read' }, if: "inputs.command == 'plan'" });
    expect(roleOf('check')).toBeUndefined();
    expect(jobs.plan?.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
    expect([jobs.plan, jobs.verify].map((one) => one?.environment)).toEqual([
      '${{ inputs.environment }}-plan',
      '${{ inputs.environment }}-plan',
    ]);
    expect([roleOf('plan'), roleOf('verify')]).toEqual([
      '${{ inputs.plan-role }}',
      '${{ inputs.plan-role }}',
    ]);
  });

  it('applies in the environment that the role of the apply trusts, and only what was verified', () => {
    const inputs = jobs.apply?.steps?.at(-1)?.with;

    expect(jobs.apply).toMatchObject({ needs: 'verify', environment: '${{ inputs.environment }}' });
    expect(inputs).toMatchObject({
      command: 'apply',
      role: '${{ inputs.apply-role }}',
      fingerprint: '${{ needs.verify.outputs.fingerprint }}',
    });
  });

  it('writes to the pull request only in the job that has no role and runs nothing of the branch', () => {
    expect(jobs.comment?.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
    expect(jobs.comment?.steps?.map((step) => step.with?.repository ?? step.uses)).toEqual([
      '${{ job.workflow_repository }}',
      './.leasehold-actions/actions/plan-comment',
    ]);
  });

  it('is called with every input that it asks for, for all files that the plan is made of', () => {
    const foundation = readAll().find(({ file }) => file.endsWith('/foundation.yml'))!;
    const { inputs } = on.workflow_call as { inputs: Record<string, unknown> };
    const { with: given } = foundation.jobs.dev as { with?: Record<string, string> };

    expect(Object.keys(given ?? {}).sort()).toEqual(Object.keys(inputs).sort());
    for (const event of ['pull_request', 'push'])
      expect(foundation.on[event]).toMatchObject({ paths: [`${given?.sources}/**`] });
  });
});
