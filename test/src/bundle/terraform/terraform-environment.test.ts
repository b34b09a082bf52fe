import { terraformEnvironment } from '../../../../src/bundle/terraform/terraform-environment';

const target = { name: 't', region: 'eu-west-1', regions: [] };

describe('terraformEnvironment', () => {
  const before = { ...process.env };

  beforeEach(() => {
    process.env = {
      PATH: '/bin',
      HOME: '/home/x',
      AWS_ENDPOINT_URL: 'http://hub',
      AWS_ENDPOINT_URL_S3: 'http://hub',
      AWS_ACCESS_KEY_ID: 'hub-key',
      AWS_SECRET_ACCESS_KEY: 'hub-secret',
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/creds',
      LEASEHOLD_TABLE: 'hub-table',
      TF_VAR_anything: 'x',
      TF_LOG: 'trace',
    };
  });

  afterEach(() => {
    process.env = before;
  });

  const served = {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:7/',
    AWS_CONTAINER_AUTHORIZATION_TOKEN: 't',
  };
  const access = { cliConfig: undefined, credentials: served };
  const awsNames = (env: Record<string, string>) =>
    Object.keys(env).filter((name) => name.startsWith('AWS_'));

  it("gives the emulator's endpoint and the credentials that are served, and nothing of the hub", () => {
    const where = { ...target, endpoint: 'http://127.0.0.1:5' };
    const env = terraformEnvironment(where, { ...access, cliConfig: '/tmp/rc' });

    expect(env).toMatchObject({
      PATH: '/bin',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:5',
      ...served,
      TF_CLI_CONFIG_FILE: '/tmp/rc',
      CHECKPOINT_DISABLE: '1',
      GOGC: '400',
    });
    expect(JSON.stringify(env)).not.toMatch(/hub|creds|TF_VAR|TF_LOG/);
  });

  it("gives on AWS no endpoint, and of AWS's variables only those that lead to the credentials of the target", () => {
    const env = terraformEnvironment(target, access);

    expect(env).toMatchObject({ AWS_REGION: 'eu-west-1', ...served });
    expect(awsNames(env).sort()).toEqual(
      [
        ...Object.keys(served),
        'AWS_CONFIG_FILE',
        'AWS_EC2_METADATA_DISABLED',
        'AWS_REGION',
        'AWS_SHARED_CREDENTIALS_FILE',
      ].sort(),
    );
    expect(JSON.stringify(env)).not.toMatch(/hub|creds/);
    expect(env).not.toHaveProperty('TF_CLI_CONFIG_FILE');
  });

  it.each([
    ['ten on AWS', target, 10],
    ['thirty against an emulator', { ...target, endpoint: 'http://127.0.0.1:5' }, 30],
    ['as many as the target says', { ...target, parallelism: 4 }, 4],
  ])('works on resources at once: %s', (_, where, count) => {
    const env = terraformEnvironment(where, access);

    expect(env['TF_CLI_ARGS_plan']).toBe(`-parallelism=${count}`);
    expect(env['TF_CLI_ARGS_apply']).toBe(`-parallelism=${count}`);
  });
});
