import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoAudit } from '../../../src/aws/dynamo-audit';
import { DomainEvent } from '../../../src/domain/environment/events';
import { requestBuild } from '../../../src/domain/image/decide-image-build';
import { imageBuildKind } from '../../../src/domain/image/image-build-kind';
import { start } from '../../support/builders/births';
import { shop } from '../../support/builders/images';
import { born } from '../../support/builders/lives';
import { type RegistryTable, startRegistryTable } from '../../support/aws/registry';
import { ulidAt } from '../../support/builders/ulids';

let server: RegistryTable;
beforeAll(async () => {
  server = await startRegistryTable();
});
afterAll(() => server.close());

const [sample] = born().outbox;
const eventOf = (seq: number): DomainEvent => ({ ...sample!, seq, id: `${sample!.life}-${seq}` });

it('keeps each event once and answers them in order, a page at a time', async () => {
  const audit = createDynamoAudit(server.table, () => start);
  for (const seq of [12, 1, 9, 2, 10, 2, 1])
    await audit.append({ subject: sample!.life, event: eventOf(seq) });

  const first = await audit.list(DomainEvent, sample!.life, { after: 0, limit: 3 });
  const rest = await audit.list(DomainEvent, sample!.life, { after: 9, limit: 3 });

  expect(first).toEqual({ items: [1, 2, 9].map(eventOf), more: true });
  expect(rest).toEqual({ items: [10, 12].map(eventOf), more: false });
});

it('answers nothing of a life it does not know', async () => {
  const audit = createDynamoAudit(server.table, () => start);

  expect(await audit.list(DomainEvent, ulidAt(start, 99), { after: 0, limit: 3 })).toEqual({
    items: [],
    more: false,
  });
});

it('keeps the events of builds of images, which are no events of a life', async () => {
  const audit = createDynamoAudit(server.table, () => start);
  const [event] = requestBuild(
    { id: ulidAt(start, 50), by: 'ada', ref: 'main', context: '.', of: shop },
    start,
  ).outbox;
  await audit.append({ subject: imageBuildKind.subjectOf(event!), event: event! });

  const Key = { pk: `EVENT#IMAGE#${event!.imageBuild}`, sk: '000001' };
  const { Item } = await server.table.client.send(new GetCommand({ TableName: server.table.name, Key }));
  expect(Item?.['body']).toEqual(event);
  expect(await audit.list(DomainEvent, event!.imageBuild, { after: 0, limit: 3 })).toEqual({
    items: [],
    more: false,
  });
});

it('never writes another event over one that is there, and takes the same one again', async () => {
  const audit = createDynamoAudit(server.table, () => start);
  const subject = ulidAt(start, 70);
  await audit.append({ subject, event: eventOf(1) });

  const again = await audit.append({ subject, event: { ...eventOf(1) } });
  const other = audit.append({ subject, event: { ...eventOf(1), actor: 'eve@example.com' } });

  expect(again).toBeUndefined();
  await expect(other).rejects.toMatchObject({ code: 'CorruptRecord' });
  expect((await audit.list(DomainEvent, subject, { after: 0, limit: 9 })).items).toEqual([eventOf(1)]);
});

it('takes again what was written before items held a digest', async () => {
  const audit = createDynamoAudit(server.table, () => start);
  const subject = ulidAt(start, 71);
  const Item = { pk: `EVENT#${subject}`, sk: '000001', body: eventOf(1) };
  await server.table.client.send(new PutCommand({ TableName: server.table.name, Item }));

  await expect(audit.append({ subject, event: eventOf(1) })).resolves.toBeUndefined();
  await expect(
    audit.append({ subject, event: { ...eventOf(1), actor: 'eve@example.com' } }),
  ).rejects.toMatchObject({ code: 'CorruptRecord' });
});
