import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { OutputsDocument } from '../../../src/domain/environment/artifacts';
import { credentials, region } from '../../../src/local/hub';
import { openPlane } from '../../e2e/open-plane';
import { runAction, type StepEnd } from '../../support/github/action-step';
import { FakeGitHub } from '../../support/github/fake-github';
import type { TestPlane } from '../../support/plane/plane';
import { publishLog } from '../../support/stacks/publish-log';

const minutes = 60_000;
const audience = 'https://leasehold.test';
const repository = { repository: 'acme/shop', repository_id: '123', repository_owner_id: '9' };
const pullRequest = { ...repository, ref: 'refs/pull/7/merge', event_name: 'pull_request' };
const branch = { ...repository, ref: 'refs/heads/main', event_name: 'push' };
const [head, merged] = ['a'.repeat(40), 'b'.repeat(40)];
const event = {
  action: 'synchronize',
  number: 7,
  repository: { id: 123 },
  pull_request: { number: 7, head: { ref: 'topic', sha: head } },
};
/** `mid` uses an output of `base`, and `shop` one of `net`; plans of `guarded` wait for a person. */
const files = {
  net: `stack: net
lease: 1d
components:
  base:
    template: shop/log@1
    inputs: { note: first }
  mid:
    template: shop/log@1
    inputs: { note: { ref: base.arn } }
`,
  shop: `stack: shop
lease: 1d
components:
  api:
    template: shop/log@1
    inputs: { note: { ref: net/base.arn } }
  guarded:
    template: shop/asked@1
`,
};

describe('a configuration repository', () => {
  let on: TestPlane;
  let github: FakeGitHub;
  let logs: CloudWatchLogsClient;
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-configuration-'));
  const write = (name: string, text: string) => writeFileSync(join(folder, 'stacks', `${name}.yaml`), text);

  beforeAll(async () => {
    github = await FakeGitHub.start();
    const rules = [
      { repositoryId: '123', ref: 'refs/heads/main', teams: ['shop'] },
      { repositoryId: '123', pullRequests: true, stacks: ['net', 'shop*'] },
    ];
    on = await openPlane({ issuers: [github.issuer(audience, rules)] });
    logs = new CloudWatchLogsClient({ endpoint: on.plane.targetUrl, region, credentials });
    mkdirSync(join(folder, 'stacks'));
    await publishLog(on, folder, { name: 'log' });
    await publishLog(on, folder, { name: 'asked', more: '\napproval: always\n' });
  }, 8 * minutes);
  afterAll(async () => {
    logs.destroy();
    await github.stop();
  });

  const job = (command: string, claims: Record<string, unknown>): Promise<StepEnd> =>
    runAction('stacks', folder, {
      env: {
        ...github.stepOf(claims),
        LEASEHOLD_COMMAND: command,
        LEASEHOLD_URL: on.plane.url,
        LEASEHOLD_AUDIENCE: audience,
        LEASEHOLD_FOLDER: 'stacks',
        GITHUB_WORKSPACE: folder,
      },
      event,
    });
  const show = async (command: string, { outputs }: StepEnd) => {
    const env = {
      ...github.stepOf({}),
      LEASEHOLD_COMMAND: command,
      LEASEHOLD_FOLDER: 'stacks',
      LEASEHOLD_REPORT: outputs.report ?? '',
      GITHUB_SHA: merged,
    };
    const { code, log } = await runAction('stacks-report', folder, { env, event });
    expect({ code, log }).toMatchObject({ code: 0 });
  };
  const plain = (text = '') =>
    text.replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)));
  /** A merge as its workflow carries it out: in progress first, then as it ended. */
  const merge = async (): Promise<StepEnd> => {
    await show('deployments', await job('affected', branch));
    const applied = await job('apply', branch);
    await show('deployments', applied);
    return applied;
  };
  const statesOf = (environment: string) =>
    github.records.deployments
      .filter((one) => one.environment === environment && one.sha === merged)
      .map(({ statuses }) => statuses.map(({ state }) => state));

  it(
    'shows on a pull request what the merge would change, cost and be approved for, and makes nothing',
    async () => {
      write('net', files.net);
      write('shop', files.shop);
      const planned = await job('plan', pullRequest);
      await show('comment', planned);
      await show('checks', planned);

      expect({ code: planned.code, log: planned.log }).toMatchObject({ code: 0 });
      expect(github.comments).toHaveLength(1);
      const comment = plain(github.comments[0]?.body);
      expect(comment).toContain('+ aws_cloudwatch_log_group.one');
      expect(comment).toContain('Known after base.arn: aws_cloudwatch_log_group.one.tags');
      expect(comment).toMatch(/\$0\.00 a month: \+\$0\.00 against \$0\.00 now/);
      expect(comment).toContain('Your yes holds for 24 hours and covers: base, mid.');
      expect(comment).toMatch(/Compliance with basic.*failed/s);
      expect(comment).toContain('can be planned once net is applied');
      expect(github.records.checks).toMatchObject([
        { name: 'stack net', head_sha: head, conclusion: 'success' },
        { name: 'stack shop', head_sha: head, conclusion: 'neutral' },
      ]);
      expect(await on.api.want('GET /stacks')).toMatchObject({ items: [] });
      const refused = await job('apply', pullRequest);
      expect(refused.code).not.toBe(0);
      expect(await on.api.want('GET /stacks')).toMatchObject({ items: [] });
    },
    8 * minutes,
  );

  it(
    'applies the merge, producers first, and says on the commit who is waited for',
    async () => {
      const applied = await merge();

      expect({ code: applied.code, log: applied.log }).toMatchObject({ code: 0 });
      expect(statesOf('net')).toEqual([['in_progress', 'success']]);
      expect(statesOf('shop')).toEqual([['in_progress', 'pending']]);
      const [, shop] = github.records.deployments;
      expect(shop?.statuses.at(-1)?.description).toContain('idp stacks approve shop');
      const check = github.records.checks.find(
        ({ name, head_sha }) => name === 'stack shop' && head_sha === merged,
      );
      expect(check).toMatchObject({ conclusion: 'action_required' });
      expect(plain(check?.output.summary)).toContain('idp stacks approve shop --component guarded');
      expect(await on.api.want('GET /stacks/net')).toMatchObject({
        status: 'ready',
        owner: 'github:repo:123',
      });
    },
    8 * minutes,
  );

  it(
    'says that it is applied once a person approved, and does nothing where nothing changed',
    async () => {
      const { code } = await on.idp(['stacks', 'approve', 'shop', '--yes']);
      expect(code).toBe(0);
      const again = await merge();

      expect({ code: again.code, log: again.log }).toMatchObject({ code: 0 });
      const view = await on.api.want<{ revision: { number: number } }>('GET /stacks/shop');
      expect(view).toMatchObject({ status: 'ready', revision: { number: 1 } });
      expect(JSON.parse((await job('affected', branch)).outputs.stacks ?? '')).toEqual([]);
    },
    8 * minutes,
  );

  it(
    'opens an issue for drift, and closes it once that is mended',
    async () => {
      const { arn } = await on.api.want<OutputsDocument>('GET /environments/net.base/outputs');
      const [, logGroupName] = /:log-group:([^:]+)/.exec(arn?.value as string) ?? [];
      await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }));
      expect(await on.idp(['drift', 'check', 'net.base'])).toMatchObject({ code: 0 });
      await show('issues', await job('drift', branch));

      const [issue] = github.records.issues;
      expect(issue).toMatchObject({ title: 'The stack net has drifted', state: 'open' });
      expect(plain(issue?.body)).toMatch(/aws_cloudwatch_log_group retention_in_days: 7 → 1 \(net\.base/);
      expect(plain(issue?.body)).toContain('idp stacks retry net');

      expect(await on.idp(['stacks', 'retry', 'net'])).toMatchObject({ code: 0 });
      await show('issues', await job('drift', branch));
      expect(github.records.issues).toMatchObject([{ state: 'closed' }]);
    },
    8 * minutes,
  );

  it(
    'shows a wrong stack at its line',
    async () => {
      write('net', files.net.replace('note: first', 'nte: first'));
      const wrong = await job('plan', pullRequest);
      await show('comment', wrong);

      expect(wrong.code).toBe(2);
      expect(wrong.log).toMatch(/^::error file=stacks\/net\.yaml,line=6,/m);
      expect(github.comments).toHaveLength(1);
      expect(plain(github.comments[0]?.body)).toContain('net.yaml:6:');
    },
    2 * minutes,
  );
});
