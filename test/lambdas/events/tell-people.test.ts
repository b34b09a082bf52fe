import { createTellPeople } from '../../../lambdas/events/tell-people';
import { minute } from '../../../src/domain/base/time';
import { toldToPeople } from '../../../src/domain/environment/notices';
import { EventType } from '../../../src/domain/environment/events';
import { eventWords } from '../../../src/domain/notice/event-words';
import { addWebhook } from '../../../src/operations/notice/add-webhook';
import { testWebhook } from '../../../src/operations/notice/test-webhook';
import { noticeDepsOn } from '../../support/notices/notice-deps';
import { askedWebhook } from '../../support/notices/webhooks';
import { contextOf, recordingLog, silent } from '../../support/plane/http';
import { actors, useStage } from '../../support/plane/operations-stage';

const stage = useStage();
const deps = () => noticeDepsOn(stage.table, stage.world, stage.deps);
const handle = (event: unknown, log = silent()) => createTellPeople(deps, log)(event, contextOf());
const { notices } = { notices: () => stage.world.notices };
const tested = async () => {
  const { id } = await addWebhook(askedWebhook(), stage.deps);
  return testWebhook({ actor: actors.root, id }, stage.deps);
};
const stuck = async () => {
  const { id: life } = await stage.create();
  const data = { attempts: 12, class: 'unaccounted', reason: 'A role may be left', nextAttemptAt: null };
  const of = { id: `${life}-000009`, life, environment: 'foo', seq: 9, actor: 'leasehold' };
  return { ...of, type: 'EnvironmentStuck', at: stage.world.now, data, previous: 'a'.repeat(64) };
};

it('tells of an event of the bus, and says how many deliveries that makes', async () => {
  await addWebhook(askedWebhook(), stage.deps);
  const { log, lines } = recordingLog();
  await handle({ id: 'x', 'detail-type': 'EnvironmentStuck', detail: await stuck() }, log);

  expect(notices().posts).toHaveLength(1);
  expect(notices().mails).toMatchObject([{ subject: 'Leasehold: foo cannot be destroyed without help' }]);
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ message: 'told', deliveries: 2 });
});

it('tells of what the sweep cannot handle', async () => {
  const detail = { item: 'KEY#x', attempts: 5, reason: 'torn' };
  await handle({ id: '6f1a4c1e-0000-4000-8000-000000000000', 'detail-type': 'SweepFailing', detail });

  expect(notices().mails).toHaveLength(1);
});

it('makes a delivery that is wanted now', async () => {
  const { id: delivery } = await tested();
  await handle({ 'detail-type': 'DeliveryWanted', detail: { delivery } });

  expect(notices().posts).toHaveLength(1);
});

it('looks at what is due, which no sweep sees, when the schedule invokes it', async () => {
  await tested();
  stage.world.pass(minute);
  const swept = [];
  for await (const page of stage.deps.due.due(stage.world.now)) swept.push(...page);
  await handle({});

  expect(swept.filter(({ pk }) => /^(DELIVERY|WEBHOOK)#/.test(pk))).toEqual([]);
  expect(notices().posts).toHaveLength(1);
});

it('leaves alone an event of which people need not know', async () => {
  const detail = { ...(await stuck()), type: 'RunStarted' };
  await handle({ id: 'x', 'detail-type': 'RunStarted', detail });

  expect(notices().mails).toEqual([]);
});

it.each([
  [null],
  ['text'],
  [{ 'detail-type': 'EnvironmentStuck', detail: {} }],
  [{ 'detail-type': 'Other' }],
])('refuses %j, which the queue of what could not be done then keeps', async (event) => {
  await expect(handle(event)).rejects.toMatchObject({ code: 'InvalidRequest' });
});

it('has words for every event that its rule lets through', () => {
  const events = toldToPeople.filter((type) => type !== 'SweepFailing');

  expect(events.every((type) => EventType.safeParse(type).success)).toBe(true);
  expect(Object.keys(eventWords).sort()).toEqual([...events, 'RunFailed'].sort());
});
