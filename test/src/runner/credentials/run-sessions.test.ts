import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client, type S3ServiceException } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { KeyRing } from '../../../../src/emulators/authorize/key-ring';
import { startDynamoDb } from '../../../../src/emulators/dynamodb';
import { closedDoors } from '../../../../src/emulators/front/doors';
import { startTargetFront } from '../../../../src/emulators/target-front/start-target-front';
import { Closing } from '../../../../src/local/closing';
import {
  account,
  buckets,
  credentials,
  credentialsOf,
  makeHub,
  region,
  roleHere,
  table,
} from '../../../../src/local/hub';
import { hubHolders, targetHolders } from '../../../../src/local/roles/key-holders';
import { hubFronts } from '../../../../src/local/plane-fronts';
import { makeProvisionerRole } from '../../../../src/local/roles/provisioner-role';
import { makeRunsRole } from '../../../../src/local/roles/runs-role';
import { runsRole } from '../../../../src/plane/names';
import type { OpenSession } from '../../../../src/runner/credentials/renewing';
import { runSessions } from '../../../../src/runner/credentials/run-sessions';
import { sessionsOf } from '../../../../src/runner/verify/probe/target-client';
import { startEmulator } from '../../../support/aws/aws-workspace';

const own = { life: { name: 'own', id: ulid() }, run: ulid() };
const other = { life: { name: 'other', id: ulid() }, run: ulid() };
const earlier = ulid();
const sessionSeconds = 4;

const closing = new Closing();
const before = { ...process.env };
const at = { hub: '', dynamoDb: '', target: '' };
let target: Parameters<ReturnType<typeof runSessions>['into']>[0];

beforeAll(async () => {
  const [emulator, targetEmulator, dynamoDb] = await Promise.all([
    startEmulator().then((one) => closing.keep(one)),
    startEmulator().then((one) => closing.keep(one)),
    startDynamoDb().then((one) => closing.keep(one)),
  ]);
  const keys = new KeyRing(hubHolders([]));
  const guarding = { account, region, keys, sessionSeconds };
  const open = hubFronts({ closing, doors: closedDoors, emulator: emulator.url, guarding });
  Object.assign(at, { hub: await open(emulator.url), dynamoDb: await open(dynamoDb.url) });
  await makeHub({ dynamoDb: at.dynamoDb, emulator: at.hub });
  await makeRunsRole(at.hub);
  const guardingTarget = { account, region, keys: new KeyRing(targetHolders, keys) };
  const front = closing.keep(await startTargetFront(targetEmulator.url, guardingTarget));
  at.target = front.url;
  target = {
    name: 'local',
    region,
    regions: [],
    endpoint: front.url,
    ...(await makeProvisionerRole(process.cwd(), front.url)),
  };
  await fill();
  const { accessKeyId, secretAccessKey } = credentialsOf('runner');
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    AWS_ENDPOINT_URL_STS: at.hub,
  });
}, 90_000);
afterAll(async () => {
  process.env = before;
  await closing.close();
});

const sessions = () => runSessions({ role: roleHere(runsRole), ...own, buckets });
const stateOf = ({ life }: typeof own) => `environments/${life.name}/${life.id}/terraform.tfstate`;
const planOf = (run: string) => `runs/${run}/plan.tfplan`;
const s3As = (session: OpenSession) =>
  new S3Client({ endpoint: at.hub, region, credentials: session, forcePathStyle: true });
const itemsAs = (session: OpenSession) =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: at.dynamoDb, region, credentials: session }));
const asOwner: OpenSession = () => Promise.resolve(credentials);

/** What there is of both lives. */
async function fill(): Promise<void> {
  const s3 = s3As(asOwner);
  const items = itemsAs(asOwner);
  for (const one of [own, other]) {
    await s3.send(new PutObjectCommand({ Bucket: buckets.state, Key: stateOf(one), Body: one.life.name }));
    await s3.send(new PutObjectCommand({ Bucket: buckets.artifacts, Key: planOf(one.run), Body: 'plan' }));
    await items.send(new PutCommand({ TableName: table, Item: keyOf(`ENV#${one.life.name}`) }));
  }
  await s3.send(new PutObjectCommand({ Bucket: buckets.artifacts, Key: planOf(earlier), Body: 'plan' }));
}

const keyOf = (pk: string) => ({ pk, sk: 'A' });

/** `taken`, or the name of the refusal. */
const attempt = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'taken',
    (error: unknown) => (error as Error).name,
  );
const readsObject = (session: OpenSession, Bucket: string, Key: string) =>
  attempt(s3As(session).send(new GetObjectCommand({ Bucket, Key })));
const writesState = (session: OpenSession, one: typeof own) =>
  attempt(s3As(session).send(new PutObjectCommand({ Bucket: buckets.state, Key: stateOf(one), Body: '!' })));
const readsItem = (session: OpenSession, pk: string) =>
  attempt(itemsAs(session).send(new GetCommand({ TableName: table, Key: keyOf(pk) })));
const writesItem = (session: OpenSession, pk: string) =>
  attempt(itemsAs(session).send(new PutCommand({ TableName: table, Item: keyOf(pk) })));

/** What a session does with a life: reads its state, writes it, reads and writes its item, reads a plan of its run. */
const dealingsWith = async (session: OpenSession, one: typeof own) => [
  await readsObject(session, buckets.state, stateOf(one)),
  await writesState(session, one),
  await readsItem(session, `ENV#${one.life.name}`),
  await writesItem(session, `ENV#${one.life.name}`),
  await readsObject(session, buckets.artifacts, planOf(one.run)),
];

const denied = [
  'AccessDenied',
  'AccessDenied',
  'AccessDeniedException',
  'AccessDeniedException',
  'AccessDenied',
];
const taken = denied.map(() => 'taken');

describe('the session by which a run reads how its target is configured', () => {
  it('reads that entry and nothing else, and writes nothing', async () => {
    const session = sessions().about('payments');

    expect(await readsItem(session, 'TARGET#payments')).toBe('taken');
    for (const pk of ['TARGET#payments-2', 'TARGET#dev', `ENV#${own.life.name}`])
      expect(await readsItem(session, pk)).toBe('AccessDeniedException');
    expect(await writesItem(session, 'TARGET#payments')).toBe('AccessDeniedException');
    expect(await readsItem(sessions().hub, 'TARGET#payments')).toBe('AccessDeniedException');
  });
});

describe('the session of a run in the hub', () => {
  it('has its own life', async () => {
    expect(await dealingsWith(sessions().hub, own)).toEqual(taken);
  });

  it("has nothing of another life's", async () => {
    expect(await dealingsWith(sessions().hub, other)).toEqual(denied);
  });

  it('would have, were it opened without its policy (control)', async () => {
    const sts = new STSClient({ endpoint: at.hub, region, credentials: credentialsOf('runner') });
    const asked = { RoleArn: roleHere(runsRole), RoleSessionName: 'whole' };
    const { Credentials } = await sts.send(new AssumeRoleCommand(asked));
    const whole: OpenSession = () =>
      Promise.resolve({
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      });

    expect(await dealingsWith(whole, other)).toEqual(taken);
  });

  it('is shown that something of its life does not exist', async () => {
    const s3 = s3As(sessions().hub);
    const absent = { Bucket: buckets.state, Key: `environments/own/${own.life.id}/none` };

    const error: unknown = await s3.send(new GetObjectCommand(absent)).catch((reason: unknown) => reason);

    expect((error as S3ServiceException).$metadata.httpStatusCode).toBe(404);
  });

  it('goes on when the one before it is over', async () => {
    const { hub } = sessions();
    const first = await hub();

    let later = first;
    while (later.accessKeyId === first.accessKeyId) later = await hub();

    expect(await readsObject(() => Promise.resolve(later), buckets.state, stateOf(own))).toBe('taken');
  });

  it('enters no target', async () => {
    const enters = sessionsOf({ target, sessionName: 'test', enter: sessions().hub });

    await expect(enters()).rejects.toThrow(/not authorized to perform: sts:AssumeRole.*session policy/);
  });
});

describe('the other sessions of a run', () => {
  it('have what another run of the life left, and that alone', async () => {
    const left = sessions().leftBy(earlier);

    expect(await readsObject(left, buckets.artifacts, planOf(earlier))).toBe('taken');
    expect(await readsObject(left, buckets.artifacts, planOf(own.run))).toBe('AccessDenied');
    expect(await dealingsWith(left, other)).toEqual(denied);
  });

  it('enter the target of the life, and no other one', async () => {
    const into = (roleArn: string) => sessions().into({ ...target, roleArn });
    const stranger = 'arn:aws:iam::444455556666:role/leasehold-provisioner';

    const enters = (enter: OpenSession) => attempt(sessionsOf({ target, sessionName: 'test', enter })());

    expect(await enters(into(target.roleArn ?? ''))).toBe('taken');
    expect(await enters(into(stranger))).toBe('AccessDenied');
    expect(await dealingsWith(into(target.roleArn ?? ''), own)).toEqual(denied);
  });
});

describe('the identity of the build itself', () => {
  const asBuild: OpenSession = () => Promise.resolve(credentialsOf('runner'));

  it('has no life, and enters no target', async () => {
    expect(await dealingsWith(asBuild, own)).toEqual(denied);
    expect(await attempt(sessionsOf({ target, sessionName: 'test', enter: asBuild })())).not.toBe('taken');
  });
});
