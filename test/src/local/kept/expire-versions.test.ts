import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDynamoEntries } from '../../../../src/aws/dynamo-entries';
import { type Environment, stateFolder } from '../../../../src/domain/environment/environment';
import { environmentKind } from '../../../../src/domain/environment/environment-kind';
import { startDynamoDb } from '../../../../src/emulators/dynamodb';
import { Closing } from '../../../../src/local/closing';
import { openEmulator } from '../../../../src/local/emulator';
import { expireVersions } from '../../../../src/local/kept/expire-versions';
import { buckets, credentials, makeHub, region, table } from '../../../../src/local/hub';
import { findEmulator } from '../../../../src/tools/find-emulator';
import { born, claimed, destroyedOutcome, doomed, ready, settled } from '../../../support/builders/lives';
import { currentMachine } from '../../../support/plane/machine';

const closing = new Closing();
afterAll(() => closing.close());

const destroyed = destroyedLife();
const lives = {
  destroyed: { ...destroyed, name: 'gone', id: '01KDVDNA000000000000000001' },
  earlier: { ...destroyed, name: 'again', id: '01KDVDNA000000000000000002' },
  latest: { ...ready(), name: 'again', id: '01KDVDNA000000000000000003' },
  doomed: { ...doomed(), name: 'going', id: '01KDVDNA000000000000000004' },
  pending: { ...born(), name: 'coming', id: '01KDVDNA000000000000000005' },
  forgotten: { ...forgottenOf(destroyed), name: 'lost', id: '01KDVDNA000000000000000006' },
  unknown: { name: 'nobodys', id: '01KDVDNA000000000000000007' },
};

type Destroyed = Extract<Environment, { status: 'destroyed' }>;

function destroyedLife(): Destroyed {
  const { environment } = settled(claimed(doomed()), destroyedOutcome());
  if (environment.status === 'destroyed') return environment;
  throw new Error(`The life is ${environment.status}.`);
}

function forgottenOf({ receipt: _, ...rest }: Destroyed): Environment {
  return { ...rest, status: 'forgotten' };
}

async function openStores() {
  const machine = currentMachine();
  const { found, howToGet } = await findEmulator(machine, '/nowhere');
  if (!found) throw new Error(howToGet);
  const emulator = closing.keep(await openEmulator(found, { env: machine.env, onOutput: () => undefined }));
  const { url: dynamoDb } = closing.keep(await startDynamoDb());
  const stores = { dynamoDb, emulator: emulator.url };
  await makeHub(stores);
  return stores;
}

async function keepLives(endpoint: string): Promise<void> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region, credentials }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const entries = createDynamoEntries({ name: table, client }, environmentKind);
  for (const life of [lives.destroyed, lives.latest, lives.doomed, lives.pending, lives.forgotten])
    expect(await entries.insert(life, null)).toBe(true);
  await entries.keepLife(lives.earlier);
}

/** Three versions of a state, and a lock that was taken and given back twice. */
async function writeState(s3: S3Client, life: { name: string; id: string }): Promise<void> {
  const Key = `${stateFolder(life)}/terraform.tfstate`;
  const at = { Bucket: buckets.state };
  for (const Body of ['1', '2', '3']) await s3.send(new PutObjectCommand({ ...at, Key, Body }));
  for (let n = 0; n < 2; n++) {
    await s3.send(new PutObjectCommand({ ...at, Key: `${Key}.tflock`, Body: '{}' }));
    await s3.send(new DeleteObjectCommand({ ...at, Key: `${Key}.tflock` }));
  }
}

/** How many versions and marks there are of a life, and whether the newest state is among them. */
async function keptOf(s3: S3Client, life: { name: string; id: string }) {
  const Prefix = `${stateFolder(life)}/`;
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket: buckets.state, Prefix }),
  );
  const newest = Versions.find(({ IsLatest }) => IsLatest)?.Key;
  return { newest: newest === `${Prefix}terraform.tfstate`, count: Versions.length + DeleteMarkers.length };
}

it('expires older versions of the states of lives that have a receipt, and of no others', async () => {
  const stores = await openStores();
  await keepLives(stores.dynamoDb);
  const s3 = new S3Client({ endpoint: stores.emulator, region, credentials, forcePathStyle: true });
  for (const life of Object.values(lives)) await writeState(s3, life);

  await expireVersions(stores);

  const kept = async (names: (keyof typeof lives)[]) =>
    Promise.all(names.map((name) => keptOf(s3, lives[name])));
  const whole = { newest: true, count: 7 };
  expect(await kept(['destroyed', 'earlier'])).toEqual(Array(2).fill({ newest: true, count: 1 }));
  expect(await kept(['latest', 'doomed', 'pending', 'forgotten', 'unknown'])).toEqual(Array(5).fill(whole));
  s3.destroy();
});
