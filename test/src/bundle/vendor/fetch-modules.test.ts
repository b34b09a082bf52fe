import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetcherWith } from '../../../../src/bundle/vendor/fetch-modules';
import { writeProgram } from '../../../support/plane/machine';

const main = new Map([['templates/web/main.tf', Buffer.from('# calls something')]]);

/** What a Terraform says that is a few lines of shell. */
async function saidBy(script: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-fetch-'));
  const path = writeProgram(join(folder, 'terraform'), script);
  const fetched = fetcherWith({ terraform: { path }, registry: 'http://registry.example/v1' });
  return fetched(main, 'templates/web').then(
    () => '',
    (error: Error) => error.message,
  );
}

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

it('gives Terraform no credentials, no home and no settings of anybody', async () => {
  Object.assign(process.env, {
    AWS_SECRET_ACCESS_KEY: 's3cr3t',
    TF_TOKEN_example_com: 's3cr3t',
    GIT_ASKPASS: 's3cr3t',
  });

  const said = await saidBy('env >&2; cat "$TF_CLI_CONFIG_FILE" >&2; exit 1');

  expect(said).not.toContain('s3cr3t');
  expect(said).not.toContain(`HOME=${before['HOME']} `);
  expect(said).toContain('"modules.v1" = "http://registry.example/v1/"');
  expect(said).toContain('GIT_ALLOW_PROTOCOL=http:https');
});

it('says what Terraform said, without frames and without credentials in addresses', async () => {
  const said = await saidBy(
    'printf "╷\\n│ Error: no\\n│\\n│ from https://ada:s3cr3t@example.com/a?token=s3cr3t&ref=1\\n╵\\n" >&2; exit 1',
  );

  expect(said).toBe(
    'templates/web calls modules that cannot be downloaded: terraform get: Error: no from https://***@example.com/a?token=***&ref=1',
  );
});

it('says so where Terraform ended without a word', async () => {
  expect(await saidBy('exit 3')).toContain('it ended without an error message');
});
