import type { BundleView } from '../../../src/domain/api/responses';
import { runAction, type StepEnd } from '../../support/github/action-step';
import { FakeGitHub } from '../../support/github/fake-github';
import { GitRepository } from '../../support/github/git-repository';
import type { TestPlane } from '../../support/plane/plane';
import { openPlane } from '../../e2e/open-plane';

const audience = 'https://leasehold.test';
const pullRequest = {
  repository: 'acme/shop',
  repository_id: '123',
  repository_owner_id: '9',
  ref: 'refs/pull/7/merge',
  event_name: 'pull_request',
};
const event = {
  action: 'synchronize',
  number: 7,
  repository: { id: 123 },
  pull_request: { number: 7, head: { ref: 'topic', sha: 'f00dfeedf00dfeedf00d' } },
};
const manifest = 'title: T\ndescription: D.\nversion: 1.0.0\nlease: { default: 1d, max: 7d }\n';
const main = 'resource "terraform_data" "one" {\n  input = "x"\n}\n';
describe('the pull request of a template', () => {
  let on: TestPlane;
  let github: FakeGitHub;
  const repository = new GitRepository();

  beforeAll(async () => {
    github = await FakeGitHub.start();
    const rule = { repositoryId: '123', pullRequests: true, teams: ['shop'], trials: true };
    on = await openPlane({ issuers: [github.issuer(audience, [rule])] });
  });
  afterAll(() => github.stop());

  const job = async (commit: string): Promise<StepEnd> => {
    const tried = await runAction('template', repository.folder, {
      env: {
        ...github.stepOf(pullRequest),
        LEASEHOLD_COMMAND: 'try',
        LEASEHOLD_URL: on.plane.url,
        LEASEHOLD_AUDIENCE: audience,
        LEASEHOLD_FOLDER: 'tiny',
        LEASEHOLD_TEAM: 'shop',
        GITHUB_WORKSPACE: repository.folder,
        GITHUB_REF: 'refs/pull/7/merge',
        GITHUB_SHA: commit,
      },
      event,
    });
    const told = await runAction('template-comment', repository.folder, {
      env: {
        ...github.stepOf(pullRequest),
        LEASEHOLD_REPORT: tried.outputs.report ?? '',
        LEASEHOLD_FOLDER: 'tiny',
      },
      event,
    });
    expect({ code: told.code, log: told.log }).toMatchObject({ code: 0 });
    return tried;
  };
  /** The only comment, as it reads once its entities are resolved. */
  const comment = () => {
    expect(github.comments).toHaveLength(1);
    return (github.comments[0]?.body ?? '').replace(/&#(\d+);/g, (_, point: string) =>
      String.fromCodePoint(Number(point)),
    );
  };

  it('is tried once an approver let its types be built, proven gone, and says all in one comment', async () => {
    repository.commit('tiny/template.yaml', manifest);
    const commit = repository.commit('tiny/main.tf', main);

    const first = await job(commit);
    expect({ code: first.code, log: first.log }).toMatchObject({ code: 7 });
    expect(comment()).toContain('its trial awaits approval');
    const name = /idp approve (pr-7-try-\S+)'/.exec(comment())?.[1] ?? '';
    const waiting = await on.api.want(`GET /environments/${name}`);
    expect(waiting).toMatchObject({ team: 'shop', lease: { max: '1h' }, template: { name: 'shop/tiny' } });
    const bundle = await on.api.want<BundleView>(`GET /bundles/${waiting.template.bundle}`);
    expect(bundle.manifest.title).toBe('T');
    const why = await on.idp(['why', name, 'terraform_data.one.input']);
    expect({ code: why.code, stdout: why.stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('main.tf'),
    });

    await on.api.ask(`POST /environments/${name}/approve`, { body: { planDigest: waiting.plan?.digest } });
    await on.api.settled(name);
    const second = await job(commit);

    expect({ code: second.code, log: second.log }).toMatchObject({ code: 0 });
    expect(await on.api.life(waiting.id)).toMatchObject({ status: 'destroyed', evidence: { built: true } });
    expect(comment()).toContain('can be published, and its trial passed');
    expect(comment()).toContain('| Resources | <code>terraform_data</code> |');
    expect(comment()).toContain(`idp receipt ${waiting.id}`);
  });

  it('fails with every reason why publication would refuse it, and builds nothing', async () => {
    const refused = await job(repository.commit('tiny/template.yaml', `${manifest}colour: red\n`));

    expect({ code: refused.code, log: refused.log }).toMatchObject({ code: 2 });
    expect(refused.log).toMatch(/^::error file=tiny\/template\.yaml,.*colour/m);
    expect(comment()).toContain('cannot be published');
    const { items } = await on.api.want<{ items: { status: string }[] }>('GET /environments');
    expect(items.filter(({ status }) => status !== 'destroyed')).toEqual([]);
  });
});
