import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildDeps } from '../../../lambdas/_edge/deps';

const configured = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  LEASEHOLD_STAGE: 'test',
  LEASEHOLD_TABLE: 'registry',
  LEASEHOLD_STATE_BUCKET: 'states',
  LEASEHOLD_ARTIFACTS_BUCKET: 'artifacts',
  LEASEHOLD_CATALOG_BUCKET: 'catalog',
  LEASEHOLD_EVENT_BUS: 'bus',
  LEASEHOLD_LEASE_LIMITS: '{}',
  LEASEHOLD_IMAGE_REPOSITORIES: '[]',
  LEASEHOLD_SELF_APPROVAL: 'refused',
  LEASEHOLD_SIGN_IN:
    '{"issuer":"https://login.example.com","clientId":"cli","scopes":["openid"],"redirectPorts":[]}',
  LEASEHOLD_STATE_MACHINE_PREFIX: 'arn:aws:states:us-east-1:123456789012:stateMachine:main-',
  LEASEHOLD_WEBHOOK_RECEIVERS: 'public',
  LEASEHOLD_RUNS_ROLE: 'arn:aws:iam::123456789012:role/runner',
  LEASEHOLD_TARGETS: '[{"name":"sandbox","region":"eu-west-1"}]',
};
const before = { ...process.env };
beforeEach(() => {
  Object.assign(process.env, configured);
});
afterEach(() => {
  process.env = { ...before };
});

describe('buildDeps', () => {
  it('gives the operations what the configuration names', () => {
    const deps = buildDeps();

    expect(deps.deployedTargets).toMatchObject([{ name: 'sandbox', region: 'eu-west-1' }]);
    expect(Date.parse(deps.clock())).toBeGreaterThan(0);
  });

  it('makes ids that only grow, also within one millisecond', () => {
    const { newId } = buildDeps();

    const ids = Array.from({ length: 100 }, newId);

    expect([...new Set(ids)].sort()).toEqual(ids);
  });

  it.each(Object.keys(configured).filter((name) => name.startsWith('LEASEHOLD_')))(
    'names %s when it is missing',
    (name) => {
      delete process.env[name];

      expect(() => buildDeps()).toThrow(
        expect.objectContaining({ code: 'Misconfigured', message: expect.stringContaining(name) }),
      );
    },
  );

  it('asks the endpoint it is given for a bucket by its path, as an emulator has no names of its own', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.headers.host?.split(':')[0]}${request.url?.split('?')[0]}`);
      response
        .writeHead(404, { 'content-type': 'application/xml' })
        .end('<Error><Code>NoSuchKey</Code></Error>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env.AWS_ENDPOINT_URL_S3 = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    const catalog = await buildDeps().catalog.read();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));

    expect(catalog).toEqual({ templates: [] });
    expect(asked).toEqual(['127.0.0.1/catalog/index.json']);
  });

  it('gives up a service that takes a request and never answers', async () => {
    let asked = 0;
    const server = createServer(() => void asked++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env.AWS_ENDPOINT_URL_DYNAMODB = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env.AWS_MAX_ATTEMPTS = '1';

    const reading = buildDeps().registry.get('foo');

    await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(asked).toBe(1);
  });
});
