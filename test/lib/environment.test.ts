import { loadConfig } from '../../lib/config/load-config';
import { settingsOf } from '../../lib/environment';
import { TargetAccess } from '../../src/domain/access/target-access';
import { BuildConfig } from '../../src/config/runner';
import { ControlConfig, Issuer, issuersIn, IssuersConfig } from '../../src/config/hub';
import { documentOf, ownIssuer } from '../../lib/settings';
import { type ProcessEnvironment, readConfig } from '../../src/config/read-config';
import { readSettings } from '../../src/config/settings';
import { buildVariables, controlVariables, type Given, issuersVariables } from '../../src/plane/variables';

const config = loadConfig('config/dev.json');
const settings = settingsOf(config, config);
/** What a process reads: its own variables and those of the document. */
const read = (given: object, changed: typeof config): ProcessEnvironment => {
  const { digest, text } = documentOf(changed);
  return { ...readSettings(Buffer.from(text), digest), ...given };
};
const buildEnvironment = (changed: typeof config) =>
  read(buildVariables(settingsOf(changed, changed), documentOf(changed)), changed);
const signIn = {
  issuer: 'https://login.example.com',
  clientId: 'cli',
  scopes: ['openid'],
  redirectPorts: [8976],
};
const given = controlVariables(settings, { signIn, ...documentOf(config) });
const control = read(given, config);

it('gives functions what their own schema reads', () => {
  expect(readConfig(ControlConfig, control)).toMatchObject({
    LEASEHOLD_STAGE: 'dev',
    LEASEHOLD_LEASE_LIMITS: config.lease,
    LEASEHOLD_SELF_APPROVAL: 'refused',
    LEASEHOLD_SIGN_IN: signIn,
    LEASEHOLD_TARGETS: [{ name: 'dev', roleArn: 'arn:aws:iam::111122223333:role/leasehold-provisioner' }],
  });
});

it('gives builds what their own schema reads, with the types that no plan may create', () => {
  const environment = buildEnvironment({ ...config, deniedTypes: ['aws_db_instance', 'aws_eip'] });

  expect(readConfig(BuildConfig, environment).LEASEHOLD_DENIED_TYPES).toEqual(['aws_db_instance', 'aws_eip']);
});

it('tells functions and builds where images are', () => {
  const repository = {
    repository: 'acme/shop',
    project: 'shop-images',
    registry: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop',
  };
  const environment = buildEnvironment({ ...config, imageRepositories: [repository] });

  expect(readConfig(BuildConfig, environment).LEASEHOLD_IMAGE_REPOSITORIES).toEqual([repository]);
  expect(readConfig(ControlConfig, control).LEASEHOLD_IMAGE_REPOSITORIES).toEqual([]);
});

it('tells builds which findings refuse an image: critical ones unless the stage says otherwise', () => {
  const strict = buildEnvironment({ ...config, imageFindings: { refuse: 'low', exempt: [] } });

  expect(readConfig(BuildConfig, strict).LEASEHOLD_IMAGE_FINDINGS.refuse).toBe('low');
  expect(readConfig(BuildConfig, buildEnvironment(config)).LEASEHOLD_IMAGE_FINDINGS.refuse).toBe('critical');
});

it.each([
  ['by its name', 'bounds', 'arn:aws:iam::111122223333:policy/bounds'],
  ['by its ARN', 'arn:aws:iam::aws:policy/PowerUserAccess', 'arn:aws:iam::aws:policy/PowerUserAccess'],
  ['not at all', undefined, undefined],
])('tells builds of the boundary of a target, named %s', (_how, permissionsBoundary, arn) => {
  const targets = config.targets.map((target) => ({ ...target, permissionsBoundary }));

  const [told] = readConfig(BuildConfig, buildEnvironment({ ...config, targets })).LEASEHOLD_TARGETS;

  expect(told?.permissionsBoundary).toBe(arn);
});

it('tells functions who may use a target, and builds nothing of it', () => {
  const access = { teams: ['payments'] };
  const targets = config.targets.map((target) => ({ ...target, access: TargetAccess.parse(access) }));
  const changed = { ...config, targets };

  const offered = readConfig(ControlConfig, read(given, changed)).LEASEHOLD_TARGETS;
  const [usual] = readConfig(ControlConfig, control).LEASEHOLD_TARGETS;

  expect(offered).toMatchObject([
    { name: 'dev', access: { ...access, roles: ['developer'], previews: false } },
  ]);
  expect(usual?.access).toEqual({ roles: ['developer'], previews: false });
  expect(readConfig(BuildConfig, buildEnvironment(changed)).LEASEHOLD_TARGETS).toEqual([
    expect.not.objectContaining({ access: expect.anything() }),
  ]);
});

it('tells the authorizer whose the ids are that name no issuer: the only one of its kind, or the one that is named', () => {
  const pool = { issuer: 'https://pool', audience: 'cli' };
  const corp = Issuer.parse({ name: 'corp', issuer: 'https://corp', audience: 'cli', kind: 'person' });
  const github = { ...corp, name: 'github', kind: 'workload' as const };
  const formerOf = (issuers: Issuer[], formerOwners: string[] = []) => {
    const changed = { ...config, issuers, formerOwners };
    const own = ownIssuer(changed, pool);
    const variables = issuersVariables('catalog', { ...documentOf(changed), own });
    const all = issuersIn(readConfig(IssuersConfig, read(variables, changed)));
    expect(all[0]).toMatchObject({ ...pool, name: 'people' });
    return all.filter(({ former }) => former).map(({ name }) => name);
  };

  expect(formerOf([github])).toEqual(['people', 'github']);
  expect(formerOf([{ ...corp, name: 'people', audience: 'console' }])).toEqual(['people', 'people']);
  expect(formerOf([corp, github])).toEqual(['github']);
  expect(formerOf([corp, github], ['corp'])).toEqual(['corp', 'github']);
});

it('does not compile without a variable that the function reads', () => {
  const { LEASEHOLD_TABLE: _, ...incomplete } = given;
  // @ts-expect-error LEASEHOLD_TABLE is missing
  const environment: Given<typeof ControlConfig> = incomplete;

  expect(() => readConfig(ControlConfig, read(environment, config))).toThrow('LEASEHOLD_TABLE');
});
