import { PutObjectCommand } from '@aws-sdk/client-s3';
import { ulid } from 'ulid';
import { S3State } from '../../../src/aws/s3-state';
import { writeExact } from '../../../src/domain/base/exact-json';
import { parseState } from '../../../src/domain/terraform/state-file';
import { outputsOf } from '../../../src/runner/state/state-outputs';
import { startHubBuckets, type HubBuckets } from '../../support/aws/hub-buckets';
import { sharedOutputs } from '../../support/aws/shared-documents';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (body: Uint8Array | undefined) => new TextDecoder().decode(body);

describe('S3State', () => {
  let hub: HubBuckets;
  let states: S3State;
  const newLife = () => ({ name: 'foo', id: ulid() });

  beforeAll(async () => {
    hub = await startHubBuckets();
    states = new S3State(hub.client, hub.state);
  });

  afterAll(() => hub.close());

  it('writes a state only onto the one that was read', async () => {
    const life = newLife();

    const first = await states.writeState(life, bytes('one'), null);
    const again = await states.writeState(life, bytes('other'), null);
    const second = await states.writeState(life, bytes('two'), first);
    const late = await states.writeState(life, bytes('late'), first);

    expect([again, late]).toEqual([null, null]);
    expect(await states.readState(life)).toMatchObject({ etag: second });
    expect(text((await states.readState(life))?.body)).toBe('two');
  });

  it('answers null for a state that is not there, and refuses to replace it', async () => {
    const life = newLife();

    const written = await states.writeState(life, bytes('x'), '"0123456789abcdef0123456789abcdef"');

    expect(written).toBeNull();
    expect(await states.readState(life)).toBeNull();
  });

  it('gives outputs back in the digits that the state has', async () => {
    const life = newLife();
    const value = '[9007199254740993,1.10,1e3,-0,{"n":12345678901234567890}]';
    const state = `{"version":4,"serial":1,"lineage":"l","outputs":{"o":{"value":${value},"type":"dynamic"}}}`;

    await states.writeOutputs(life, outputsOf(parseState(bytes(state)), { path: 'bucket/key', schemas: {} }));

    const read = await sharedOutputs(states, life);
    expect(writeExact(read?.['o']?.value)).toBe(value);
  });

  it('reads every version a life ever had, newest first, and none of another life', async () => {
    const life = newLife();
    await states.writeState(newLife(), bytes('another life'), null);
    let etag: string | null = null;
    for (const body of ['a', 'b', 'c']) etag = await states.writeState(life, bytes(body), etag);

    const versions: string[] = [];
    for await (const version of states.stateVersions(life)) versions.push(text(version));

    expect(versions).toEqual(['c', 'b', 'a']);
  });

  it('deletes a lock only by its own ETag', async () => {
    const life = newLife();
    const lock = { ID: '1', Operation: '', Info: '', Who: 'me', Version: '', Created: '', Path: '' };
    const mine = await states.writeLock(life, lock, null);
    const taken = await states.writeLock(life, { ...lock, ID: '2' }, mine);

    expect(await states.deleteLock(life, mine!)).toBe(false);
    expect((await states.readLock(life))?.lock.ID).toBe('2');
    expect(await states.deleteLock(life, taken!)).toBe(true);
    expect(await states.readLock(life)).toBeNull();
    expect(await states.deleteLock(life, taken!)).toBe(false);
  });

  it('takes a lock that it cannot read for somebody else’s, which can be broken by the name that it is given', async () => {
    const life = newLife();
    const Key = `environments/${life.name}/${life.id}/terraform.tfstate.tflock`;
    await hub.client.send(new PutObjectCommand({ Bucket: hub.state, Key, Body: 'torn' }));

    const seen = await states.readLock(life);

    expect(seen?.lock).toMatchObject({
      ID: seen?.etag.replaceAll('"', ''),
      Who: expect.stringContaining('is unreadable'),
    });
    expect(await states.deleteLock(life, seen!.etag)).toBe(true);
  });

  it('lists a run that nobody can read as one that says so, beside the others', async () => {
    const life = newLife();
    const [torn, whole] = ['01K00000000000000000000001', '01K00000000000000000000002'];
    const Key = `environments/${life.name}/${life.id}/creates/${torn}.json`;
    await hub.client.send(new PutObjectCommand({ Bucket: hub.state, Key, Body: '{"creates": 7}' }));
    await states.writeCreates(life, { run: whole, serial: 4, creates: [] });

    expect(await states.listCreates(life)).toEqual([
      { run: torn, serial: 0, creates: [], unreadable: expect.stringContaining(`${torn}.json is invalid`) },
      { run: whole, serial: 4, creates: [] },
    ]);
  });

  it('lists what each run of the life wanted to make, oldest first', async () => {
    const life = newLife();
    const [first, second] = ['01K00000000000000000000001', '01K00000000000000000000002'];
    const known = { name: 'n', port: 80 };
    const rest = { schemaVersion: 0, tagged: true, references: {}, replaces: null };
    const creates = [{ address: 'a.b', type: 'a', provider: 'p', known, ...rest }];
    await states.writeCreates(life, { run: second, serial: 4, creates: [] });
    await states.writeCreates(life, { run: first, serial: 0, creates });

    expect(await states.listCreates(life)).toEqual([
      { run: first, serial: 0, creates },
      { run: second, serial: 4, creates: [] },
    ]);
    await states.removeCreates(life, first);
    expect(await states.listCreates(life)).toEqual([{ run: second, serial: 4, creates: [] }]);
  });
});
