import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTemplateAction } from '../../../../src/action/template/run-template-action';
import { openWorkshop } from '../../../../src/author/workshop';
import { type FakeApi, problem, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { parseOutputs } from '../../../support/github/action-step';
import { FakeGitHub } from '../../../support/github/fake-github';
import { GitRepository } from '../../../support/github/git-repository';
import { templateVersion } from '../../../support/terraform/catalog';

const rules = {
  engine: { name: 'terraform', version: '1.11.4' },
  platform: 'linux_amd64',
  programs: [],
  services: [],
};
const machine = {
  now: Date.now,
  sleep: async () => undefined,
  newId: async () => 'key',
  interrupted: new AbortController().signal,
};
const manifest = 'title: Q\ndescription: D.\nversion: 1.0.0\nlease: { default: 1d, max: 7d }\n';
const main = 'resource "terraform_data" "one" {}\n';

describe('the action template', () => {
  let github: FakeGitHub;
  let api: FakeApi;
  let repository: GitRepository;
  let log: string;
  let output: string;
  const report = () => JSON.parse(parseOutputs(readFileSync(output, 'utf8')).report ?? '') as unknown;

  beforeEach(async () => {
    github = await FakeGitHub.start();
    repository = new GitRepository();
    log = '';
    output = join(mkdtempSync(join(tmpdir(), 'leasehold-output-')), 'output');
  });
  afterEach(async () => {
    rmSync(repository.folder, { recursive: true, force: true });
    await Promise.all([github.stop(), api.stop()]);
  });

  const run = async (
    command: string,
    files: Record<string, string>,
    more: Record<string, Scripted | Scripted[]> = {},
  ) => {
    let commit = '';
    for (const [path, text] of Object.entries(files))
      commit = repository.commit(join('infra/vpc', path), text);
    const view = { ...templateVersion(), name: 'shop/vpc', unaccepted: ['terraform_data'] };
    const script: Record<string, Scripted | Scripted[]> = {
      'GET /publishing': rules,
      'GET /templates/shop/vpc': problem(404, 'TemplateNotFound'),
      'POST /templates': view,
      ...more,
    };
    api = await startFakeApi(script);
    script['POST /bundles'] ??= problem(503, 'Unreachable');
    const code = await runTemplateAction({
      env: {
        ...github.stepOf({}),
        GITHUB_OUTPUT: output,
        LEASEHOLD_COMMAND: command,
        LEASEHOLD_URL: api.url,
        LEASEHOLD_AUDIENCE: '',
        LEASEHOLD_FOLDER: 'infra/vpc',
        LEASEHOLD_TEAM: 'shop',
        GITHUB_WORKSPACE: repository.folder,
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'acme/templates',
        GITHUB_REF: 'refs/heads/main',
        GITHUB_SHA: commit,
      },
      machine,
      write: (text) => (log += text),
      workshop: () => openWorkshop(repository.folder),
    });
    return { code, commit };
  };

  it('says on a pull request that the commit can be published, and sends nothing', async () => {
    const { code } = await run('check', { 'template.yaml': manifest, 'main.tf': main });

    expect({ code, log }).toMatchObject({ code: 0 });
    expect(log).toContain('shop/vpc 1.0.0 can be published.');
    expect(api.received.map(({ route }) => route)).toEqual(['GET /publishing']);
  });

  it('shows each reason at its file of the repository', async () => {
    const program =
      'resource "terraform_data" "a" {\n  provisioner "local-exec" {\n    command = "true"\n  }\n}\n';
    const { code } = await run('check', { 'template.yaml': `${manifest}colour: red\n`, 'main.tf': program });

    expect(code).toBe(2);
    expect(log).toMatch(/^::error file=infra\/vpc\/template\.yaml,title=TemplateRefused::.*colour/m);
    expect(report()).toMatchObject({
      folder: 'infra/vpc',
      template: null,
      reasons: expect.arrayContaining([expect.stringContaining('colour')]),
      trial: null,
    });
  });

  it('reads the commit, and not what lies in the folder', async () => {
    repository.commit('infra/vpc/template.yaml', manifest);
    const first = repository.commit('infra/vpc/main.tf', main);
    rmSync(join(repository.folder, 'infra'), { recursive: true });
    void first;

    const { code } = await run('check', { 'notes.txt': 'x', 'template.yaml': manifest, 'main.tf': main });

    expect(code).toBe(0);
  });

  it('says on a merge where the version is from, in words of the job', async () => {
    const uploads = await startFakeApi({ 'PUT /upload': {} });
    const { code, commit } = await run(
      'publish',
      { 'template.yaml': manifest, 'main.tf': main },
      {
        'POST /bundles': { url: `${uploads.url}/upload`, headers: {}, expiresAt: '2026-01-01T01:00:00.000Z' },
      },
    );
    await uploads.stop();

    expect({ code, log }).toMatchObject({ code: 0 });
    expect(api.to('POST /templates')[0]?.body).toMatchObject({
      team: 'shop',
      template: 'vpc',
      source: {
        repository: 'https://github.com/acme/templates',
        path: 'infra/vpc',
        ref: 'refs/heads/main',
        commit,
      },
    });
    expect(log).toContain('until an administrator accepts terraform_data');
  });

  it('says which rule a workflow needs that may not publish', async () => {
    const { code } = await run(
      'publish',
      { 'template.yaml': manifest, 'main.tf': main },
      { 'POST /bundles': problem(403, 'Forbidden') },
    );

    expect(code).toBe(3);
    expect(log).toContain("needs the role 'publisher' and the team");
  });

  const me = { kind: 'workload', id: 'x', name: 'x', roles: ['developer'], teams: ['shop'] };

  it('passes where the rule for pull requests allows no trial, and says so', async () => {
    const preview = 'pr-7-templates-0123abcd';
    const { code } = await run(
      'try',
      { 'template.yaml': manifest, 'main.tf': main },
      { 'GET /me': { ...me, preview } },
    );

    expect(code).toBe(0);
    expect(log).toContain('There was no trial');
    expect(report()).toMatchObject({
      template: 'shop/vpc 1.0.0',
      trial: { result: 'none', why: [expect.stringContaining("'trials': true")] },
    });
  });

  it('fails where the trial fails, with what the control plane says, also for the comment', async () => {
    const { code } = await run(
      'try',
      { 'template.yaml': manifest, 'main.tf': main },
      {
        'GET /me': { ...me, preview: 'pr-7-templates-0123abcd', trials: true },
        'POST /bundles': problem(409, 'TooManyTrials'),
      },
    );

    expect(code).toBe(5);
    expect(log).toContain('::error title=TooManyTrials::');
    expect(report()).toMatchObject({ template: 'shop/vpc 1.0.0', cause: expect.any(String), trial: null });
  });
});
