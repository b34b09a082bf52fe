import { createServer } from 'node:http';
import { closeServer, listenLocally } from '../../../../src/emulators/local-server';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import { lateTargetChecks } from '../../../../src/runner/preflight/late-target-checks';
import { noEntry } from '../../../support/aws/as-run';

const planOf = (type: string) =>
  parsePlan({
    terraform_version: '1.11.4',
    resource_changes: [
      {
        address: `${type}.this`,
        mode: 'managed',
        type,
        name: 'this',
        provider_name: 'any',
        change: { actions: ['create'], before: null, after: { name: 'idp-web' } },
      },
    ],
  });

describe('lateTargetChecks', () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.writeHead(403).end();
  });
  let endpoint: string;
  beforeAll(async () => {
    endpoint = await listenLocally(server);
  });
  beforeEach(() => (asked = 0));
  afterAll(() => closeServer(server));

  async function checkAll(type: string): Promise<PromiseSettledResult<unknown>[]> {
    const target = { name: 'local', region: 'us-east-1', regions: [], endpoint };
    const checks = lateTargetChecks({
      run: 'run',
      accessTo: (target) => ({ target, sessionName: 'run', enter: noEntry }),
      log: () => undefined,
    });
    const plan = planOf(type);
    return Promise.allSettled([
      checks.checkQuotas(plan, target),
      checks.checkPermissions({ plan, target, environment: { name: 'web', tags: {} } }),
      checks.checkDeletions(plan, target),
    ]);
  }

  it('asks the target nothing about a plan that changes nothing on AWS', async () => {
    const results = await checkAll('terraform_data');

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect(asked).toBe(0);
  });

  it('asks the target about any other', async () => {
    await checkAll('aws_sqs_queue');

    expect(asked).toBeGreaterThan(0);
  });
});
