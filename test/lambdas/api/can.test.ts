import { createApi } from '../../../lambdas/api/handler';
import type { Actor, Role } from '../../../src/domain/access/actor';
import { day, plus } from '../../../src/domain/base/time';
import { Deed } from '../../../src/domain/environment/decisions/deed';
import { type Environment, isDoomed } from '../../../src/domain/environment/environment';
import { unaccountedIn } from '../../../src/domain/environment/decisions/unaccounted';
import { failureOf } from '../../../src/domain/environment/outcome';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import { startLease } from '../../../src/domain/lease';

import { birthOf, start } from '../../support/builders/births';
import {
  after,
  appliedOutcome,
  applying,
  born,
  by,
  claimed,
  destroyedOutcome,
  doomed,
  failedOutcome,
  ready,
  runOf,
  settled,
  unaccountedOutcome,
  waiting,
} from '../../support/builders/lives';
import { offering, targetOf } from '../../support/builders/targets';
import { depsOn, newWorld, type StageDeps } from '../../support/plane/deps';
import { contextOf, requestOf, silent } from '../../support/plane/http';
import { driftDocument, retention } from '../../support/drift/checked';
import { templateVersion } from '../../support/terraform/catalog';

const team = 'data';
const bounds = { default: '1d', max: '2d', permanent: true };
const failed = (of = born({ team })) => settled(claimed(of), failedOutcome()).environment;
const failedDestroy = () => settled(claimed(doomed()), failedOutcome()).environment;
const over = () => ({ ...ready({ team }), lease: startLease({ ttl: '1d' }, bounds, plus(start, -2 * day)) });
const filled = () => {
  const full = ready({ team });
  const [first] = after(full, [{ type: 'extend', ttl: '1m', by }]).outbox;
  return { ...full, outbox: Array.from({ length: 16 }, () => first!) };
};

const drifted = () => {
  const checking = after(ready({ team }), [{ type: 'check-drift', by }]);
  const run = checking.check?.id ?? '';
  const found = { objects: 1, causes: [retention.id] };
  return after(checking, [
    { type: 'claim-run', run, build: 'leasehold:check' },
    { type: 'settle-check', run, build: 'leasehold:check', outcome: { result: 'checked', found } },
  ]);
};

const monthly = { awake: 80, asleep: 20 };
const sleeper = { ...birthOf().spec, sleep: { asleep: false, monthly } };
const asleep = () => {
  const scheduled = ready({ team, spec: sleeper, sleep: '20:00-07:00 UTC' });
  const going = applying(claimed(after(scheduled, [{ type: 'sleep', by }])));
  const done = settled(going, appliedOutcome(runOf(going))).environment;
  return { ...done, outbox: [], effects: [] };
};

/** An environment in every state that the rules look at. */
const states: Record<string, () => Environment> = {
  queued: () => born({ team }),
  planning: () => claimed(born({ team })),
  applying: () => applying(claimed(born({ team }))),
  ready: () => ready({ team }),
  'ready without a team': () => ready(),
  checking: () => after(ready({ team }), [{ type: 'check-drift', by }]),
  drifted,
  'ready, and can sleep': () => ready({ team, spec: sleeper }),
  'asleep by a schedule': asleep,
  'falling asleep': () => after(ready({ team, spec: sleeper }), [{ type: 'sleep', by }]),
  'ready for ever': () => ready({ team, lease: startLease({ permanent: true }, bounds, start) }),
  'at its longest lease': () => ready({ team, lease: startLease({ ttl: '2d' }, bounds, start) }),
  'past its lease': () => over(),
  'with a full outbox': filled,
  changing: () => {
    const { wanted: spec, cost, ...seen } = ready({ team });
    return after({ ...seen, wanted: spec, cost }, [{ type: 'change', spec, cost, planOnly: false, by }]);
  },
  'waiting, plan-only': () => waiting(born({ team, planOnly: true })),
  'waiting, dear': () => waiting(born({ team }), ['above-cost']),
  'waiting, dear, asked by eve': () => waiting(born({ team, by: 'eve@example.com' }), ['above-cost']),
  'waiting, dear, asked by root': () => waiting(born({ team, by: 'root@example.com' }), ['above-cost']),
  failed,
  'failed with its emulator': () =>
    after(failed(), [
      { type: 'lose-emulator', failure: failureOf('emulator-lost', 'The emulator is gone.', []) },
    ]),
  stopping: () => after(applying(claimed(born({ team }))), [{ type: 'cancel', by }]),
  destroying: () => doomed(),
  'destroy running': () => claimed(doomed()),
  'destroy to be retried': failedDestroy,
  unaccounted: () => settled(claimed(doomed()), unaccountedOutcome('aws_iam_role.app')).environment,
  destroyed: () => settled(claimed(doomed()), destroyedOutcome()).environment,
};

const personOf = (name: string, roles: Role[], teams: string[] = []): Actor => ({
  kind: 'person',
  id: `${name}@example.com`,
  name,
  roles,
  teams,
});
const workload: Actor = { ...personOf('ada', ['developer'], [team]), kind: 'workload' };
const people: Record<string, Actor> = {
  'a viewer of the team': personOf('vic', ['viewer'], [team]),
  'the owner': personOf('ada', ['developer']),
  'the owner under another id': { ...personOf('ada', ['developer']), id: 'people:ada', formerly: by },
  'the owner, now a viewer': personOf('ada', ['viewer'], [team]),
  'a developer of the team': personOf('tom', ['developer'], [team]),
  'another developer': personOf('bob', ['developer'], ['shop']),
  'an approver': personOf('eve', ['approver']),
  'an approver who builds for the team': personOf('eve', ['approver', 'developer'], [team]),
  'an admin': personOf('root', ['admin']),
  'a workload': workload,
  'a workload held to other templates': { ...workload, limits: { templates: ['api-*'] } },
  'a workload held to other targets': { ...workload, limits: { targets: ['far'] } },
  'the pull request that has it': { ...workload, preview: 'foo' },
};

const template = templateVersion();
const publish = (...versions: ReturnType<typeof templateVersion>[]) => ({
  catalog: { read: async () => ({ templates: [{ name: 'playground', versions }] }) },
});
const narrow = (access: Parameters<typeof targetOf>[0]) => ({ targets: offering(targetOf(access)) });
/** What the stage offers. */
const offers: Record<string, Partial<StageDeps>> = {
  everything: publish(template),
  'approval of what one asked for': { ...publish(template), selfApproval: 'allowed' },
  'a target for admins': { ...publish(template), ...narrow({ roles: ['admin'], previews: true }) },
  'a target for another team': { ...publish(template), ...narrow({ teams: ['shop'] }) },
  'a target for other templates': { ...publish(template), ...narrow({ templates: ['api-*'] }) },
  'another target': { ...publish(template), targets: offering(targetOf({}, 'far')) },
  'a newer version that withdraws this one': publish(
    templateVersion({ version: '1.1.0', withdrawn: ['1.0.0'] }),
    template,
  ),
  'a newer version for admins': publish(templateVersion({ version: '1.1.0', role: 'admin' }), template),
  'other templates': { catalog: { read: async () => ({ templates: [] }) } },
  'no catalog, as it cannot be read': {
    catalog: { read: () => Promise.reject(new Error('S3 is down')) },
  },
};

/** A stage whose registry holds the one environment, and keeps what is written over it. */
function stageOf(seen: Environment, offer: Partial<StageDeps>) {
  let current = seen;
  const world = newWorld();
  const lock = { ID: 'l', Operation: '', Info: '', Who: '', Version: '', Created: '', Path: '' };
  if (seen.drift) world.drift.set(seen.drift.check, driftDocument(seen.drift.check, [retention.object]));
  world.locks.set(seen.id, { lock, etag: '"1"' });
  const base = depsOn({} as never, world);
  const registry = {
    ...base.registry,
    get: async () => current,
    list: async () => ({ items: [current], next: null }),
    save: async (next: Environment) => {
      current = next;
      return true;
    },
  };
  const nothing = { audit: { ...base.audit, append: async () => undefined }, refusals: quiet };
  const runs = { ...base.runs, record: async () => undefined, progress: async () => undefined };
  const deps: StageDeps = { ...base, ...nothing, ...offer, registry, runs };
  return { api: createApi(() => deps, silent(), deps.meter), now: () => current };
}
const quiet = { count: async () => 1, write: async () => undefined, list: () => Promise.reject(new Error()) };

/** How each deed is asked for, as whoever reads the environment would ask. */
const requestFor: Record<Deed, (seen: Environment) => [string, object?]> = {
  change: ({ wanted }) => ['PATCH /environments/{name}', { inputs: wanted.inputs }],
  extend: () => ['POST /environments/{name}/extend', { ttl: '1m' }],
  sleep: () => ['POST /environments/{name}/sleep'],
  wake: () => ['POST /environments/{name}/wake'],
  schedule: ({ schedule }) => [
    'POST /environments/{name}/schedule',
    { sleep: schedule ? null : '20:00-07:00 UTC' },
  ],
  destroy: () => ['DELETE /environments/{name}'],
  approve: (seen) => ['POST /environments/{name}/approve', { planDigest: digestIn(seen) }],
  reject: (seen) => ['POST /environments/{name}/reject', { planDigest: digestIn(seen) }],
  cancel: () => ['POST /environments/{name}/cancel'],
  retry: () => ['POST /environments/{name}/retry'],
  unlock: () => ['POST /environments/{name}/unlock', { lockId: 'l' }],
  rotate: () => ['POST /environments/{name}/rotate', { dryRun: true }],
  'check-drift': () => ['POST /environments/{name}/drift/check'],
  'expect-drift': () => [
    'POST /environments/{name}/drift/expect',
    { cause: retention.id, reason: 'a trial', until: '2099-01-01T00:00:00.000Z' },
  ],
  eject: () => ['POST /environments/{name}/eject', { key: `MCowBQYDK2VuAyEA${'A'.repeat(43)}=` }],
  disown: (seen) => ['POST /environments/{name}/disown', { address: addressIn(seen) }],
};
const digestIn = ({ run }: Environment) =>
  run?.phase === 'awaiting-approval' ? run.plan.digest : 'd'.repeat(64);
const addressIn = (seen: Environment) =>
  (isDoomed(seen) && unaccountedIn(seen.destruction)[0]) || 'aws_iam_role.app';

/** What can be asked of a change at its most modest: for another version where the present one is not offered. */
const bodiesFor = (deed: Deed, body: object | undefined) =>
  deed === 'change' ? [body, { version: '1.1.0' }] : [body];

/** Whether the operation accepts the deed, and something happens by it. */
async function accepts(deed: Deed, seen: Environment, [actor, offer]: [Actor, Partial<StageDeps>]) {
  const [route, asked] = requestFor[deed](seen);
  for (const body of bodiesFor(deed, asked)) {
    const { api, now } = stageOf(seen, offer);
    const request = requestOf(route, { params: { name: 'foo' }, actor, ...(body && { body }) });
    const { statusCode = 0 } = await api(request, contextOf());
    if (statusCode < 300 && now().seq > seen.seq) return true;
  }
  return false;
}

async function canOf(seen: Environment, actor: Actor, offer: Partial<StageDeps>): Promise<Deed[]> {
  const request = requestOf('GET /environments/{name}', { params: { name: 'foo' }, actor });
  const { statusCode, body } = await stageOf(seen, offer).api(request, contextOf());
  expect(statusCode).toBe(200);
  return (JSON.parse(body ?? '') as EnvironmentView).can;
}

async function acceptedOf(seen: Environment, actor: Actor, offer: Partial<StageDeps>): Promise<Deed[]> {
  const found: Deed[] = [];
  for (const deed of Deed.options) if (await accepts(deed, seen, [actor, offer])) found.push(deed);
  return found;
}

describe('what an environment says that the caller can do', () => {
  it.each(Object.keys(states))(
    'is what the operations accept of one that is %s, whoever asks',
    async (state) => {
      const seen = states[state]!();
      for (const [who, actor] of Object.entries(people)) {
        const can = await canOf(seen, actor, offers['everything']!);

        expect([who, can]).toEqual([who, await acceptedOf(seen, actor, offers['everything']!)]);
      }
    },
  );

  const builds = [
    'ready',
    'waiting, plan-only',
    'waiting, dear, asked by root',
    'failed',
    'destroy to be retried',
  ];
  it.each(Object.keys(offers))('is what they accept where the stage offers %s', async (offer) => {
    for (const state of builds)
      for (const [who, actor] of Object.entries(people)) {
        const seen = states[state]!();
        const can = await canOf(seen, actor, offers[offer]!);

        expect([state, who, can]).toEqual([state, who, await acceptedOf(seen, actor, offers[offer]!)]);
      }
  });

  it('says each deed of somebody in some state, so that none is always refused', async () => {
    const said = new Set<Deed>();
    for (const make of Object.values(states))
      for (const deed of await canOf(make(), people['an admin']!, offers['everything']!)) said.add(deed);

    expect([...said].sort()).toEqual([...Deed.options].sort());
  });

  it('follows the clock: nothing but its end is left of a lease that is over', async () => {
    expect(await canOf(over(), people['the owner']!, offers['everything']!)).toEqual(['destroy', 'unlock']);
  });
});
