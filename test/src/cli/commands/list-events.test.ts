import { digestOf } from '../../../../src/operations/registry/chain-events';
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const event = (seq: number, type: string, data: object = {}) => ({
  id: `e-${seq}`,
  life: 'l',
  environment: 'foo',
  seq,
  type,
  at: '2026-01-01T00:00:00.000Z',
  actor: 'ada@example.com',
  data,
});

const events = 'GET /environments/foo/events';
const page = (next: string | null, ...items: object[]) => ({ items, next });

describe('idp events', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it('lists what happened, all pages of it', async () => {
    api = await startFakeApi({
      [events]: [
        page('1', event(1, 'RunStarted', { run: 'r', planOf: null })),
        page(null, event(2, 'RunClaimed')),
      ],
    });

    const { code, stdout } = await runIdp(['events', 'foo'], api);

    expect(code).toBe(0);
    expect(stdout).toBe(
      '2026-01-01 00:00:00 UTC  RunStarted  ada@example.com  run=r\n' +
        '2026-01-01 00:00:00 UTC  RunClaimed  ada@example.com  \n',
    );
    expect(api.received.map(({ query }) => query)).toEqual([{ after: '0' }, { after: '1' }]);
  });

  it('follows what comes behind the last one seen, until the end of the life', async () => {
    api = await startFakeApi({
      [events]: [
        page(null, event(1, 'RunStarted')),
        page(null),
        page(null, event(2, 'EnvironmentDestroyed')),
      ],
    });

    const { code, stdout, pauses } = await runIdp(['events', 'foo', '--follow'], api);

    expect(code).toBe(0);
    expect(stdout.match(/^2026/gm)).toHaveLength(2);
    expect(pauses).toHaveLength(2);
    expect(api.received.map(({ query }) => query.after)).toEqual(['0', '1', '1']);
  });

  it('verifies the chain of what it received, and fails where that breaks', async () => {
    const chain = chainOf(3);
    const head = { life: 'l', seq: 3, digest: chain.digest };
    api = await startFakeApi({
      [events]: [
        { ...page('2', ...chain.items.slice(0, 2)), head },
        { ...page(null, ...chain.items.slice(2)), head },
        { ...page(null, chain.items[0]!, { ...chain.items[1], actor: 'eve' }, chain.items[2]!), head },
      ],
    });

    const whole = await runIdp(['events', 'foo', '--verify'], api);
    const broken = await runIdp(['events', 'foo', '--verify'], api);

    expect([whole.code, whole.stdout]).toEqual([
      0,
      '3 events of foo, life l.\nEvents 1 to 3 are chained.\n' +
        `Nothing is missing, changed or out of order.\nHead: ${chain.digest}\n`,
    ]);
    expect(broken.code).toBe(1);
    expect(broken.stdout).toContain('The chain breaks at event 3: it does not hold the digest of event 2');
  });

  it('does not verify what it follows', async () => {
    api = await startFakeApi({});

    const { code, stderr } = await runIdp(['events', 'foo', '--verify', '--follow'], api);

    expect([code, stderr]).toEqual([2, expect.stringContaining('cannot be combined with --follow')]);
  });
});

/** Events as the control plane chains them, and the digest of the last. */
function chainOf(count: number): { items: object[]; digest: string } {
  const items: object[] = [];
  let digest: string | null = null;
  for (let seq = 1; seq <= count; seq++) {
    const linked = { ...event(seq, 'RunStarted'), data: {}, previous: digest };
    items.push(linked);
    digest = digestOf(linked);
  }
  return { items, digest: digest ?? '' };
}
