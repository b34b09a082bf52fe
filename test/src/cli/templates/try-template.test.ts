import { EnvironmentName } from '../../../../src/domain/environment/environment-name';
import type { Workshop } from '../../../../src/client/templates/workshop';
import { evidenceOf, lifeOf, views } from '../../../support/builders/views';
import { type FakeApi, problem, type Scripted, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { templateVersion } from '../../../support/terraform/catalog';

const digest = 'a'.repeat(64);
const destroyed = views.destroyed();
const ended = lifeOf(destroyed, evidenceOf(destroyed));
const mine = { ...views.waiting(), can: ['approve' as const] };
const { manifest } = templateVersion();

/** A workshop that has packed a bundle whose template asks for these inputs. */
function workshopWith(
  inputs: Partial<typeof manifest.inputs> = {},
  name = 'shop/vpc',
): () => Promise<Workshop> {
  const packed = {
    version: '1.0.0',
    bundle: digest,
    types: ['aws_vpc'],
    manifest: { ...manifest, inputs: { ...manifest.inputs, ...inputs } },
    zip: Buffer.from('{}'),
  };
  return () =>
    Promise.resolve({
      pack: () => Promise.resolve({ name, bundle: packed, notes: ['No price is recorded for aws_x.'] }),
    } as unknown as Workshop);
}

describe('the trial of idp template check', () => {
  let api: FakeApi;

  const check = async (
    args: string[] = [],
    more: Record<string, Scripted | Scripted[]> = {},
    { typed = 'y\n', workshop = workshopWith() } = {},
  ) => {
    const script: Record<string, Scripted | Scripted[]> = {
      'GET /publishing': {},
      'PUT /upload': {},
      'POST /trials': {
        ...templateVersion(),
        name: 'shop/vpc',
        bundle: digest,
        unaccepted: [],
        expiresAt: '2026-01-01T01:00:00.000Z',
      },
      'POST /environments': views.pending(),
      'GET /environments/foo': [mine, views.ready(), destroyed],
      'POST /environments/foo/approve': views.planning(),
      'DELETE /environments/foo': views.destroying(),
      [`GET /lives/${destroyed.id}`]: [lifeOf(views.ready()), ended],
      ...more,
    };
    api = await startFakeApi(script);
    script['POST /bundles'] = {
      url: `${api.url}/upload`,
      headers: {},
      expiresAt: '2026-01-01T01:00:00.000Z',
    };
    return runIdp(['template', 'check', './vpc', '--team', 'shop', ...args], { ...api, typed, workshop });
  };

  afterEach(() => api.stop());

  it('uploads, plans, asks, builds and destroys it, and shows the receipt', async () => {
    const { code, stdout } = await check();

    expect(code).toBe(0);
    expect(api.to('POST /trials')[0]?.body).toEqual({ team: 'shop', template: 'vpc', bundle: digest });
    expect(api.to('POST /environments')[0]?.body).toMatchObject({
      name: expect.stringMatching(/^try-vpc-\w{4}$/) as string,
      template: 'shop/vpc',
      trial: digest,
      ttl: '1h',
      planOnly: true,
    });
    for (const said of [
      'can be published',
      'No price is recorded for aws_x.',
      'Proceed?',
      'foo is ready',
      'Receipt of foo',
      "Next: 'idp template publish ./vpc'",
    ])
      expect(stdout).toContain(said);
    expect(api.received.map(({ route }) => route)).toEqual(
      expect.arrayContaining(['PUT /upload', 'DELETE /environments/foo']),
    );
  });

  it.each(['shop/a--b', `shop/${'v'.repeat(40)}`, `shop/${'a-'.repeat(19)}b`])(
    'has a name that an environment may have, of the template %s',
    async (name) => {
      await check([], {}, { workshop: workshopWith({}, name) });

      const { name: called } = api.to('POST /environments')[0]?.body as { name: string };
      expect(EnvironmentName.safeParse(called).error).toBeUndefined();
    },
  );

  it('builds nothing with --no-trial', async () => {
    const { code } = await check(['--no-trial']);

    expect(code).toBe(0);
    expect(api.received.map(({ route }) => route)).toEqual(['GET /publishing']);
  });

  it('does not ask with --yes', async () => {
    const { code } = await check(
      ['--yes'],
      { 'GET /environments/foo': [views.ready(), destroyed] },
      { typed: '' },
    );

    expect(code).toBe(0);
    expect(api.to('POST /environments')[0]?.body).not.toHaveProperty('planOnly');
  });

  it('destroys what nobody wanted to build', async () => {
    const { code, stderr } = await check([], {}, { typed: 'n\n' });

    expect(code).toBe(7);
    expect(stderr).toContain('Nothing was done.');
    expect(api.to('POST /environments/foo/approve')).toEqual([]);
    expect(api.to('DELETE /environments/foo')).toHaveLength(1);
  });

  it('waits for another person where the plan needs one, and says so', async () => {
    const theirs = { ...mine, can: ['reject' as const] };
    const { code, stdout } = await check([], {
      'GET /environments/foo': [theirs, theirs, views.ready(), destroyed],
    });

    expect(code).toBe(0);
    expect(stdout).toContain("needs the approval of another person: 'idp approve foo'");
    expect(stdout).not.toContain('Proceed?');
  });

  it.each([
    ['could not be built', { 'GET /environments/foo': [mine, views.failed(), destroyed] }],
    ['was approved no more', { 'POST /environments/foo/approve': problem(409, 'PlanChanged') }],
  ])('destroys and fails what %s', async (_, more) => {
    const { code } = await check([], more);

    expect(code).toBe(7);
    expect(api.to('DELETE /environments/foo')).toHaveLength(1);
  });

  it('destroys nothing twice where the lease ended it meanwhile', async () => {
    const { code } = await check([], {
      'GET /environments/foo': [mine, views.destroying(), destroyed],
      [`GET /lives/${destroyed.id}`]: [lifeOf(views.destroying()), ended],
    });

    expect(code).toBe(7);
    expect(api.to('DELETE /environments/foo')).toEqual([]);
  });

  it('fails where the end is not proven', async () => {
    const stuck = { ...views.destroyRetries(), status: 'stuck' as const };
    const { code, stdout } = await check([], {
      'GET /environments/foo': [mine, views.ready(), stuck],
      [`GET /lives/${destroyed.id}`]: [lifeOf(views.ready()), lifeOf(stuck)],
    });

    expect(code).toBe(7);
    expect(stdout).not.toContain('Receipt of foo');
  });

  const size = { description: 'How many.', type: 'integer' };
  it('takes an example of the template for a required input, and what is given before it', async () => {
    const workshop = workshopWith({
      properties: { size: { ...size, examples: [3] }, zone: { description: 'Z', examples: ['a'] } },
      required: ['size', 'zone'],
    });
    await check(['--input', 'size=5'], {}, { workshop });

    expect(api.to('POST /environments')[0]?.body).toMatchObject({ inputs: { size: 5, zone: 'a' } });
  });

  it('names the inputs that it lacks before anything is uploaded', async () => {
    const workshop = workshopWith({ properties: { size }, required: ['size'] });
    const { code, stderr } = await check([], {}, { workshop });

    expect(code).toBe(2);
    expect(stderr).toContain('needs values for required inputs: size');
    expect(api.to('POST /bundles')).toEqual([]);
  });

  it('is one document for a program', async () => {
    const { stdout } = await check(['--json', '--yes'], {
      'GET /environments/foo': [views.ready(), destroyed],
    });

    expect(JSON.parse(stdout)).toMatchObject({
      name: 'shop/vpc',
      trial: { built: true, life: { status: 'destroyed' } },
    });
  });
});
