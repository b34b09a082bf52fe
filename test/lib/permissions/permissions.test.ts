import { readFileSync } from 'node:fs';
import { loadConfig } from '../../../lib/config/load-config';
import { kinds } from '../../../lambdas/sweep/kinds';
import { definitionFile, definitionOf, workflowNames } from '../../../src/plane/workflows';
import { integrationActions } from '../../support/aws/permissions/iam-actions';
import { bakedTemplates, templatesOf } from '../../support/plane/synthesized';

interface Statement {
  Sid: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: unknown;
}

const { controlPlane } = templatesOf();
const roles = Object.values(controlPlane.findResources('AWS::IAM::Role'));

const statements = Object.fromEntries(
  roles.map(({ Properties }) => [
    String(Properties.RoleName).replace(/-euc1$/, ''),
    Properties.Policies[0].PolicyDocument.Statement as Statement[],
  ]),
);

/** What the role of runs may do in a stage that is configured otherwise. */
const runnerStatements = (stage: typeof controlPlane): Statement[] => {
  const runner = stage.findResources('AWS::IAM::Role', {
    Properties: { RoleName: 'leasehold-dev-runner-euc1' },
  });
  return Object.values(runner)[0]?.Properties.Policies[0].PolicyDocument.Statement as Statement[];
};

const actionsOf = (role: string) => (statements[role] ?? []).flatMap(({ Action }) => Action);

describe('the roles', () => {
  it('are all written by hand: no policy is attached beside them', () => {
    expect(Object.keys(statements)).toHaveLength(17);
    expect(controlPlane.findResources('AWS::IAM::Policy')).toEqual({});
  });

  it.each(Object.keys(statements))('grant no action by a wildcard: %s', (role) => {
    expect(actionsOf(role).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('name a resource wherever AWS has one', () => {
    const everywhere = Object.values(statements)
      .flat()
      .filter(({ Resource }) => Resource === '*')
      .flatMap(({ Action }) => Action);

    expect([...new Set(everywhere.map((action) => action.replace(/:.*/, '')))].sort()).toEqual([
      'ce',
      'logs',
      'xray',
    ]);
  });

  it('let the authorizer read which issuers there are, write its log and trace, and nothing else', () => {
    expect(actionsOf('leasehold-dev-authorizer-function').sort()).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:GetObject',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });

  it('let the authorizer read no object but documents of settings', () => {
    const reads = (statements['leasehold-dev-authorizer-function'] ?? []).filter(
      ({ Action }) => Action === 's3:GetObject',
    );

    expect(reads).toHaveLength(1);
    expect(JSON.stringify(reads[0]?.Resource)).toMatch(/leasehold-dev-catalog-.*\/settings\/\*/);
  });

  it('let no function read a Terraform state', () => {
    const reads = Object.entries(statements)
      .filter(([role]) => role.endsWith('-function'))
      .flatMap(([, granted]) => granted.filter(({ Action }) => [Action].flat().includes('s3:GetObject')));

    expect(JSON.stringify(reads)).not.toMatch(/terraform\.tfstate"|environments\/\*"/);
  });

  it('let a build take the role of runs, fetch the runner and write its log, and nothing else', () => {
    expect(actionsOf('leasehold-dev-builds').sort()).toEqual([
      'kms:Decrypt',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:GetBucketAcl',
      's3:GetBucketLocation',
      's3:GetObject',
      's3:GetObjectVersion',
      'sts:AssumeRole',
    ]);
    const be = statements['leasehold-dev-builds']?.find(({ Sid }) => Sid === 'BeRun');
    expect(JSON.stringify(be?.Resource)).toContain(':role/leasehold-dev-runner-euc1');
  });

  it('let nobody be a run but a build, and every build take that role and no other', () => {
    const runs = roles.find(({ Properties }) => Properties.RoleName === 'leasehold-dev-runner-euc1');
    const [trust, ...others] = runs?.Properties.AssumeRolePolicyDocument.Statement as Statement[];

    expect(others).toEqual([]);
    expect(JSON.stringify(trust?.Condition)).toMatch(
      /^{"ArnEquals":{"aws:PrincipalArn":.*:role\/leasehold-dev-builds-euc1"/,
    );
    const projects = Object.values(controlPlane.findResources('AWS::CodeBuild::Project'));
    const asOthers = projects.filter(
      ({ Properties }) => !/BuildsRole/.test(JSON.stringify(Properties.ServiceRole)),
    );
    expect(projects).toHaveLength(2);
    expect(asOthers).toEqual([]);
  });

  it('keep the id under which targets from before know the role that they trust', () => {
    const [id] = Object.entries(controlPlane.findResources('AWS::IAM::Role')).find(
      ([, { Properties }]) => Properties.RoleName === 'leasehold-dev-runner-euc1',
    ) ?? ['none'];

    expect(id).toBe('ProjectsRole428A2C1A');
  });

  it('let runs and uploads write with a key, API and settling functions read, and everybody through S3 alone', () => {
    const kms = Object.entries(statements).flatMap(([role, granted]) =>
      granted
        .filter(({ Action }) => [Action].flat().some((action) => action.startsWith('kms:')))
        .map(({ Action, Condition }) => ({ role, actions: [Action].flat(), condition: Condition })),
    );
    const rolesWith = (action: string) =>
      kms.filter(({ actions }) => actions.includes(action)).map(({ role }) => role);

    expect(rolesWith('kms:GenerateDataKey').sort()).toEqual([
      // What is uploaded to be adopted is encrypted for whoever signed its address, and so are revisions of stacks.
      'leasehold-dev-api-function',
      'leasehold-dev-api-function',
      'leasehold-dev-runner',
      // It exports the audit beside what runs leave.
      'leasehold-dev-sweep-function',
    ]);
    expect([...new Set(rolesWith('kms:Decrypt'))].sort()).toEqual([
      'leasehold-dev-api-function',
      'leasehold-dev-builds',
      'leasehold-dev-events-move-stack-function',
      'leasehold-dev-events-settle-run-function',
      'leasehold-dev-runner',
      'leasehold-dev-sweep-function',
      'leasehold-dev-workflow-settle-run-function',
    ]);
    for (const { condition } of kms)
      expect(condition).toMatchObject({
        StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': expect.any(Array) as unknown },
      });
  });

  it('let the runner write only items of environments and runs', () => {
    const claim = statements['leasehold-dev-runner']?.find(({ Sid }) => Sid === 'Claim');

    expect(claim?.Condition).toEqual({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['ENV#*', 'RUN#*'] },
    });
  });

  it('let the sweep take every kind of item that has a timer, and read the lists that counting needs', () => {
    const own = statements['leasehold-dev-sweep-function'] ?? [];
    const updating = own.filter(({ Action }) => [Action].flat().includes('dynamodb:UpdateItem'));
    const items = JSON.stringify(updating.map(({ Condition }) => Condition));
    const queried = JSON.stringify(own.filter(({ Action }) => [Action].flat().includes('dynamodb:Query')));

    expect(kinds.map(({ prefix }) => prefix).filter((prefix) => !items.includes(`"${prefix}#*"`))).toEqual(
      [],
    );
    for (const index of ['due', 'overdue', 'list', 'owner']) expect(queried).toContain(`/index/${index}"`);
  });

  it('let nobody change or delete what the audit holds', () => {
    const changing = Object.values(statements)
      .flat()
      .filter(({ Action }) =>
        [Action].flat().some((action) => /^dynamodb:(Update|Delete|Batch|Partiql)/i.test(action)),
      );
    const partitions = changing.map(
      ({ Condition }) =>
        (Condition as Record<string, Record<string, string[]>> | undefined)?.['ForAllValues:StringLike']?.[
          'dynamodb:LeadingKeys'
        ] ?? ['*'],
    );

    expect(changing.length).toBeGreaterThan(0);
    expect(
      partitions
        .flat()
        .filter(
          (partition) =>
            !/^(ENV|RUN|IMAGE|STACK|PLAN|TARGET|SLOTS|KEY|REFUSED-COUNT|EXPORT|WEBHOOK|DELIVERY|QUOTA|BUDGET|BILL)#\*$/.test(
              partition,
            ),
        ),
    ).toEqual([]);
  });

  it('let the runner take the roles of the configured targets, and those named as the module names its own, and no other', () => {
    const enter = statements['leasehold-dev-runner']?.find(({ Sid }) => Sid === 'EnterTargets');

    expect(enter?.Resource).toBe('arn:aws:iam::*:role/leasehold-provisioner*');
    const targets = loadConfig('config/dev.json').targets.map((one) => ({ ...one, role: 'deployer' }));
    const granted = runnerStatements(templatesOf('dev', { targets }).controlPlane);
    expect(granted.find(({ Sid }) => Sid === 'EnterTargets')?.Resource).toEqual([
      'arn:aws:iam::*:role/leasehold-provisioner*',
      'arn:aws:iam::111122223333:role/deployer',
    ]);
  });

  it('let the runner into the image repositories of the stage and no other, and into none where it has none', () => {
    const of = (name: string) => `111122223333.dkr.ecr.eu-central-1.amazonaws.com/${name}`;
    const imageRepositories = ['acme/shop', 'acme/blog'].map((repository) => ({
      repository,
      project: repository.replace('/', '-'),
      registry: of(repository),
    }));
    const granted = runnerStatements(templatesOf('dev', { imageRepositories }).controlPlane);

    expect(granted.find(({ Sid }) => Sid === 'KeepImages')?.Resource).toEqual([
      'arn:aws:ecr:eu-central-1:111122223333:repository/acme/shop',
      'arn:aws:ecr:eu-central-1:111122223333:repository/acme/blog',
    ]);
    expect(actionsOf('leasehold-dev-runner').filter((action) => action.startsWith('ecr:'))).toEqual([]);
  });

  it.each([
    ['provision-environment', 'provision'],
    ['apply-plan', 'provision'],
    ['destroy-environment', 'destroy'],
    ['check-drift', 'provision'],
    ['rotate-environment', 'provision'],
  ])('let %s build only the project %s', (machine, project) => {
    const build = statements[`leasehold-dev-${machine}-machine`]?.find(({ Sid }) => Sid === 'Build');

    expect(JSON.stringify(build?.Resource)).toMatch(new RegExp(`project/leasehold-dev-${project}"`));
  });

  it.each(workflowNames)(
    'let %s do what the integrations in its definition need, and log and trace',
    (machine) => {
      const definition = definitionOf(readFileSync(definitionFile, 'utf8'), machine);
      const used = [...definition.matchAll(/"Resource": "(.*?)"/g)].map(([, resource]) => resource ?? '');
      const needed = used.flatMap((resource) => integrationActions[resource] ?? [`unknown: ${resource}`]);

      const granted = actionsOf(`leasehold-dev-${machine}-machine`);
      const working = granted.filter((action) => !/^(logs|xray):/.test(action));
      expect(used.length).toBeGreaterThan(0);
      expect([...working].sort()).toEqual([...new Set(needed)].sort());
    },
  );
});

describe('a source in a bucket with a key of the customer', () => {
  const { runnerImage, controlPlane: plane } = bakedTemplates();
  const stacks = [runnerImage, plane];
  const sourcesOf = (template: (typeof stacks)[number]) =>
    Object.values(template.findResources('AWS::CodeBuild::Project')).map(({ Properties }) => ({
      source: JSON.stringify(Properties.Source.Location),
      role: JSON.stringify(Properties.ServiceRole),
    }));
  const projects = stacks.flatMap((template) =>
    sourcesOf(template).map((project) => ({ template, ...project })),
  );

  it.each(projects)(
    'is decrypted by the role that fetches it, through S3 and for that bucket alone: $source',
    (project) => {
      const roles = Object.entries(project.template.findResources('AWS::IAM::Role'));
      const [, role] = roles.find(([id]) => project.role.includes(`"${id}"`)) ?? [];
      const granted = role?.Properties.Policies[0].PolicyDocument.Statement as Statement[];
      const decrypt = granted.find(({ Action }) => Action === 'kms:Decrypt');
      const { StringEquals, StringLike } = decrypt?.Condition as Record<string, Record<string, unknown>>;

      expect(StringEquals).toEqual({ 'kms:ViaService': 's3.eu-central-1.amazonaws.com' });
      const buckets = JSON.stringify(StringLike?.['kms:EncryptionContext:aws:s3:arn']);
      const [bucket = 'none'] = /cdk-hnb659fds-assets-[^"]*/.exec(project.source) ?? [];
      expect(buckets).toContain(bucket);
      expect(decrypt?.Resource).toEqual(
        expect.objectContaining({
          'Fn::Join': ['', ['arn:aws:kms:eu-central-1:', { Ref: 'AWS::AccountId' }, ':key/*']],
        }),
      );
    },
  );
});
