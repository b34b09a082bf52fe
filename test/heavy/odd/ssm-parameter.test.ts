import { IAMClient } from '@aws-sdk/client-iam';
import { AddTagsToResourceCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { PlanDocument } from '../../../src/domain/environment/artifacts';
import { Redaction } from '../../../src/domain/base/redaction';
import type { PlanJson } from '../../../src/domain/terraform/plan-json';
import type { JudgedCall } from '../../../src/emulators/authorize/judge-call';
import type { Emulator } from '../../../src/local/emulator';
import { credentials, region } from '../../../src/local/hub';
import { serveTarget } from '../../../src/runner/credentials/serve-target';
import { learnPlanSecrets, renderPlan } from '../../../src/runner/plan/plan-reader';
import { checkPermissions } from '../../../src/runner/preflight/check-permissions';
import { enter, runsKey } from '../../support/aws/as-run';
import { type AwsWorkspace, openAwsWorkspace, startEmulator } from '../../support/aws/aws-workspace';
import { startGuardedTarget } from '../../support/aws/guarded-target';
import { start } from '../../support/builders/births';
import { ulidAt } from '../../support/builders/ulids';

const life = '01JCQZ7W5S8M3V0K2N4B6D8F9G';
/** The provider marks every value as sensitive, also one that is an ordinary word of a plan. */
const main = (value: string) => `
  resource "aws_ssm_parameter" "ddl" {
    name  = "/idp/one/SPRING_JPA_HIBERNATE_DDL_AUTO"
    type  = "String"
    value = "${value}"
  }
  resource "aws_ssm_parameter" "plain" {
    name  = "idp-one-mode"
    type  = "String"
    value = "update"
    tags  = { Name = "create or update" }
  }
`;

let emulator: Emulator;
let guarded: Awaited<ReturnType<typeof startGuardedTarget>>;
const judged: JudgedCall[] = [];

beforeAll(async () => {
  emulator = await startEmulator();
  guarded = await startGuardedTarget(emulator.url, { onCall: (one) => judged.push(one) });
});
afterAll(async () => {
  await guarded.close();
  await emulator.close();
});

/** Lets the parameters live as a run would, with no right but those of the role; their plan. */
async function live(use: (workspace: AwsWorkspace) => Promise<PlanJson>): Promise<PlanJson> {
  const { target } = guarded;
  const server = await serveTarget({ target, sessionName: 'leasehold-ssm', enter }, new Redaction());
  const access = { url: target.endpoint, region, credentials: server.variables };
  const workspace = await openAwsWorkspace(access, life, main('create')).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  try {
    return await use(workspace);
  } finally {
    await workspace.remove();
    await server.close();
  }
}

it('a parameter whose value is a word of a plan is allowed, made, read and destroyed, and its plan masks the value alone', async () => {
  const plan = await live(async (workspace) => {
    const planned = await workspace.apply();
    await workspace.destroy();
    return planned;
  });

  await allowedBeforehand(plan);
  expect(judged.filter(({ refusal }) => refusal).map(({ operation }) => operation.name)).toEqual([]);
  expect(judged.map(({ operation }) => operation.name)).toEqual(
    expect.arrayContaining(['PutParameter', 'DeleteParameter']),
  );
  const { resources } = documentOf(plan);
  expect(resources.map(({ address, action }) => `${action} ${address}`)).toEqual([
    'create aws_ssm_parameter.ddl',
    'create aws_ssm_parameter.plain',
  ]);
  const [ddl, plain] = resources.map(({ changes }) =>
    Object.fromEntries(changes.map(({ attribute, after }) => [attribute, after])),
  );
  expect(ddl).toMatchObject({
    name: '/idp/one/SPRING_JPA_HIBERNATE_DDL_AUTO',
    type: 'String',
    value: '(sensitive)',
  });
  expect(plain).toMatchObject({ value: '(sensitive)', tags: { Name: 'create or update' } });
});

it("takes nobody else's parameter by tagging it, and writes none outside of the names of environments", async () => {
  const { roleArn = '', externalId, endpoint } = guarded.target;
  const sts = new STSClient({ endpoint, region, credentials: runsKey });
  const assume = { RoleArn: roleArn, ExternalId: externalId, RoleSessionName: 'leasehold-ssm' };
  const { Credentials } = await sts.send(new AssumeRoleCommand(assume));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const session = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  const [owner, role] = [credentials, session].map(
    (key) => new SSMClient({ endpoint, region, credentials: key }),
  );
  const Tags = [{ Key: 'idp:managed', Value: 'true' }];
  await owner!.send(new PutParameterCommand({ Name: '/theirs/key', Type: 'String', Value: 'x' }));
  const tag = { ResourceType: 'Parameter' as const, ResourceId: '/theirs/key', Tags };
  const put = (Name: string) =>
    role!.send(new PutParameterCommand({ Name, Type: 'String', Value: 'y', Tags }));

  await expect(role!.send(new AddTagsToResourceCommand(tag))).rejects.toThrow('ssm:AddTagsToResource');
  await expect(put('/theirs/other')).rejects.toThrow('ssm:PutParameter');
  await expect(put('/idpother')).rejects.toThrow('ssm:PutParameter');
  await expect(put('/idp/one/own')).resolves.toMatchObject({ Version: 1 });
});

/** What the preflight finds of the role, which nothing more is given for this type than its policies say. */
async function allowedBeforehand(plan: PlanJson): Promise<void> {
  const place = { endpoint: guarded.target.endpoint, region, credentials };
  const [iam, sts] = [new IAMClient(place), new STSClient(place)];
  const tags = { 'idp:managed': 'true', 'idp:environment-id': life };
  const environment = { name: 'one', tags };
  await checkPermissions({ plan, target: guarded.target, environment }, { iam, sts }).finally(() => {
    iam.destroy();
    sts.destroy();
  });
}

function documentOf(plan: PlanJson): PlanDocument {
  const redaction = new Redaction();
  learnPlanSecrets(plan, redaction);
  const about = { run: ulidAt(start, 1), digest: 'd'.repeat(64), at: start, redaction };
  return PlanDocument.parse(renderPlan(plan, about));
}
