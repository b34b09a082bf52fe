import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

describe('idp schema', () => {
  let api: FakeApi;

  beforeEach(async () => {
    api = await startFakeApi({});
  });
  afterEach(() => api.stop());

  it.each(['template', 'config', 'stage', 'stack'])(
    'prints the schema of %s without asking anybody',
    async (name) => {
      const { code, stdout } = await runIdp(['schema', name], api);

      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toEqual(
        JSON.parse(readFileSync(join(process.cwd(), 'docs', 'schemas', `${name}.json`), 'utf8')),
      );
      expect(api.received).toEqual([]);
    },
  );

  it.each(['templat', 'constructor'])('names the schemas that there are where %s is none', async (name) => {
    const { code, stderr } = await runIdp(['schema', name], api);

    expect(code).toBe(4);
    expect(stderr).toContain('Available schemas: template, config, stage, stack.');
  });
});
