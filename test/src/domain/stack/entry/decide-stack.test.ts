import { hour, plus } from '../../../../../src/domain/base/time';
import { statusOf } from '../../../../../src/domain/stack/entry/stack-status';
import { ada, type Document, personOf, PlayedStack } from '../../../../support/stacks/entry/played-stack';

const three: Document = { net: { needs: [] }, db: { needs: ['net'] }, log: { needs: [] } };
const four: Document = { ...three, api: { needs: ['db', 'net'] } };

const built = (document: Document): PlayedStack => {
  const stack = new PlayedStack(document);
  stack.calm();
  return stack;
};
/** Lets the run of one component go on by so many steps, and tells the stack each time. */
const steps = (stack: PlayedStack, component: string, count: number, luck: 'good' | 'bad' = 'good') => {
  for (let step = 0; step < count; step++) {
    stack.environments.step(component, luck);
    stack.sweep();
  }
};
const ordersOf = (stack: PlayedStack, from = 0) =>
  stack.issued.slice(from).map(({ component, kind }) => `${kind} ${component}`);
const types = (stack: PlayedStack, since: number) =>
  stack.entry.outbox.slice(since).map(({ type }) => type as string);

describe('the order in which a stack is built', () => {
  it('begins with what needs nothing, and each other once all that it needs is ready', () => {
    const stack = new PlayedStack(four);
    expect(ordersOf(stack)).toEqual(['create net', 'create log']);

    stack.sweep();
    steps(stack, 'net', 3);
    expect(ordersOf(stack)).toEqual(['create net', 'create log', 'create db']);

    stack.sweep();
    steps(stack, 'db', 3);
    expect(ordersOf(stack).at(-1)).toBe('create api');
    expect(statusOf(stack.entry)).toBe('applying');
  });

  it('goes on with what does not depend on a failed one, and with the rest after a retry', () => {
    const stack = new PlayedStack(four);
    stack.sweep();
    steps(stack, 'net', 2);
    steps(stack, 'net', 1, 'bad');
    steps(stack, 'log', 3);

    expect(stack.states()).toEqual({ net: 'failed', db: 'not-built', log: 'ready', api: 'not-built' });
    expect(statusOf(stack.entry)).toBe('failed');
    expect(stack.entry.components['net']?.failure).toBe('broke');

    stack.ask({ type: 'retry', by: ada });
    stack.calm();
    expect(statusOf(stack.entry)).toBe('ready');
    expect(ordersOf(stack)).toContain('change net');
  });

  it('changes what a new revision changes, and what uses that, and nothing else', () => {
    const stack = built(four);
    const before = stack.issued.length;
    stack.submit({ ...four, db: { needs: ['net'], content: 'larger' } });
    stack.calm();

    expect(ordersOf(stack, before)).toEqual(['change db', 'change api']);
    expect(statusOf(stack.entry)).toBe('ready');
  });

  it('writes the key of a command on the item with it', () => {
    const { entry } = new PlayedStack(three);

    expect(entry.effects.map(({ key }) => key)).toEqual([
      `${entry.id}/net/1/create/1`,
      `${entry.id}/log/1/create/2`,
    ]);
  });
});

describe('a plan that waits for a person', () => {
  const asking: Document = { net: { needs: [], asks: true }, db: { needs: ['net'] } };

  it('is applied after a yes to that very plan', () => {
    const stack = new PlayedStack(asking);
    stack.calm({ approves: false });
    expect(statusOf(stack.entry)).toBe('awaiting-approval');
    const plans = stack.awaited();

    expect(() => stack.decide({ type: 'approve', plans: { net: 'f'.repeat(64) }, by: ada })).toThrow(
      expect.objectContaining({ code: 'ComponentPlanChanged' }),
    );
    expect(() => stack.decide({ type: 'approve', plans: { db: 'f'.repeat(64) }, by: ada })).toThrow(
      expect.objectContaining({ code: 'ComponentNotAwaiting' }),
    );
    stack.decide({ type: 'approve', plans, by: personOf('eve') });
    expect(stack.entry.effects.map(({ kind, by }) => [kind, by])).toEqual([['approve', 'eve']]);
    expect(Object.keys(stack.entry.people)).toEqual(['ada', 'eve']);
    stack.calm();
    expect(statusOf(stack.entry)).toBe('ready');
  });

  it('is rejected with its revision: what was never built ends, what is there stays', () => {
    const stack = built(three);
    stack.submit({ ...three, db: { needs: ['net'], asks: true }, api: { needs: ['log'], asks: true } });
    stack.calm({ approves: false });
    expect(stack.states()).toMatchObject({ db: 'waiting', api: 'waiting' });

    stack.ask({ type: 'reject', revision: 2, by: ada, reason: 'too dear' });
    stack.calm({ approves: false });
    expect(stack.environments.left().sort()).toEqual(['db', 'log', 'net']);
    expect(stack.environments.all.get('db')?.phase).toBeNull();
  });
});

describe('a cancelled revision', () => {
  it('is stopped where that is possible, drops the one that waits, and is begun anew by the next', () => {
    const stack = built(three);
    stack.submit({ ...three, db: { needs: ['net'], asks: true }, api: { needs: ['log'] } });
    stack.sweep();
    stack.submit({ log: { needs: [] } });
    expect(stack.entry.waiting?.number).toBe(3);

    stack.ask({ type: 'cancel', revision: 2, by: ada });
    stack.calm({ approves: false });
    expect(statusOf(stack.entry)).toBe('cancelled');
    expect(stack.entry.waiting).toBeNull();
    expect(stack.environments.left()).toEqual(expect.arrayContaining(['net', 'db', 'log']));

    stack.submit(three);
    stack.calm();
    expect(statusOf(stack.entry)).toBe('ready');
  });

  it('must be the one in force, and have something under way', () => {
    const stack = built(three);
    const cancel = (revision: number) => () => stack.decide({ type: 'cancel', revision, by: ada });

    expect(cancel(2)).toThrow(/revision 1 is/);
    expect(cancel(1)).toThrow(/Cannot cancel the stack 'shop': it is ready/);
  });
});

describe('what is wanted no more', () => {
  it('goes after a yes, once nothing that is there uses it', () => {
    const stack = built(three);
    const before = stack.issued.length;
    stack.submit({ log: { needs: [] } });
    stack.calm({ approves: false });
    expect(statusOf(stack.entry)).toBe('awaiting-approval');
    expect(ordersOf(stack, before)).toEqual([]);

    stack.ask({ type: 'approve', plans: { net: 'destroy', db: 'destroy' }, by: ada });
    expect(ordersOf(stack, before)).toEqual(['destroy db']);
    stack.calm();
    expect(ordersOf(stack, before)).toEqual(['destroy db', 'destroy net']);
    expect(stack.states()).toEqual({ log: 'ready' });
  });

  it('stays where the consumer that no longer needs it could not be changed', () => {
    const stack = built(three);
    stack.submit({ db: { needs: [] }, log: { needs: [] } });
    stack.sweep();
    stack.approveAll();
    steps(stack, 'db', 2);
    steps(stack, 'db', 1, 'bad');
    stack.calm({ approves: false });

    expect(stack.states()).toEqual({ net: 'ready', db: 'failed', log: 'ready' });
    stack.ask({ type: 'retry', by: ada });
    stack.calm();
    expect(stack.states()).toEqual({ db: 'ready', log: 'ready' });
  });
});

it('builds again what is on its way out and comes to be wanted anew', () => {
  const stack = built(three);
  stack.submit({ log: { needs: [] } });
  stack.sweep();
  stack.approveAll();
  stack.sweep();
  expect(stack.states()).toMatchObject({ db: 'destroying' });
  const told = stack.entry.outbox.length;
  stack.approveAll();
  expect(stack.entry.outbox).toHaveLength(told);

  stack.submit(three);
  stack.calm();
  expect(statusOf(stack.entry)).toBe('ready');
  expect(stack.states()).toEqual({ net: 'ready', db: 'ready', log: 'ready' });
});

describe('a revision that comes while another one is under way', () => {
  it('waits for it, and replaces one that waited before', () => {
    const stack = new PlayedStack(three);
    stack.submit(four);
    stack.submit({ log: { needs: [] } });
    expect(stack.entry.revision.number).toBe(1);
    expect(stack.entry.waiting?.number).toBe(3);

    stack.calm();
    expect(stack.entry.revision.number).toBe(3);
    expect(stack.states()).toEqual({ log: 'ready' });
  });

  it('begins once the one that it stops by its number has come to rest', () => {
    const stack = new PlayedStack({ net: { needs: [], asks: true }, db: { needs: ['net'] } });
    stack.calm({ approves: false });
    expect(() =>
      stack.decide({ type: 'submit', digest: 'f'.repeat(64), wanted: {}, by: ada, stop: 7 }),
    ).toThrow(expect.objectContaining({ code: 'StackRevisionChanged' }));
    stack.submit({ log: { needs: [] } }, 1);
    stack.calm({ approves: false });

    expect(stack.environments.left()).toEqual(['log']);
    expect(stack.entry.revision).toMatchObject({ number: 2, stopped: null });
  });
});

describe('what the item has room for', () => {
  const many = (prefix: string): Document =>
    Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${prefix}${index}`, { needs: [] }]));

  it('is 80 components at once, with those on their way out', () => {
    const stack = built(many('a'));
    expect(stack.submit(many('b'))).toBe(true);
    stack.calm({ approves: false });

    expect(stack.submit(many('c'))).toBe(false);
    expect(Buffer.byteLength(JSON.stringify(stack.entry))).toBeLessThan(150_000);
  });

  it('is 64 events that are not delivered, and the end all the same', () => {
    const stack = new PlayedStack(three);
    let asked = 0;
    while (stack.submit(three)) asked += 1;

    expect(asked).toBeGreaterThan(20);
    expect(() => stack.decide({ type: 'extend', ttl: '1h', by: ada })).toThrow(
      expect.objectContaining({ code: 'OutboxFull' }),
    );
    expect(stack.ask({ type: 'destroy', by: ada })).toBe(true);
  });
});

describe('the end of a stack', () => {
  it('takes consumers before producers, and ends when nothing is left', () => {
    const stack = built(four);
    const before = stack.issued.length;
    stack.ask({ type: 'destroy', by: ada });
    expect(ordersOf(stack, before)).toEqual(['destroy log', 'destroy api']);
    stack.calm();

    expect(ordersOf(stack, before)).toEqual(['destroy log', 'destroy api', 'destroy db', 'destroy net']);
    expect(statusOf(stack.entry)).toBe('destroyed');
    expect(() => stack.decide({ type: 'retry', by: ada })).toThrow(
      expect.objectContaining({ code: 'StackStatus' }),
    );
  });

  it('keeps the producer of a consumer that is stuck, beyond its own end, and names who is stuck', () => {
    const stack = built(four);
    stack.ask({ type: 'destroy', by: ada });
    stack.sweep();
    steps(stack, 'api', 1, 'bad');
    steps(stack, 'log', 1);
    const told = stack.entry.outbox.length;
    for (let time = 0; time < 200; time++) stack.pass();

    expect(statusOf(stack.entry)).toBe('stuck');
    expect(types(stack, told)).toEqual([]);
    expect(stack.environments.left().sort()).toEqual(['api', 'db', 'net']);
    expect(stack.environments.orphans()).toEqual([]);
    const { endsAt } = stack.environments.all.get('net') ?? {};
    expect(Date.parse(endsAt ?? '')).toBeGreaterThan(Date.parse(stack.now));

    const before = stack.issued.length;
    stack.decide({ type: 'retry', by: ada });
    expect(ordersOf(stack, before)).toEqual(['retry api']);
    stack.calm();
    expect(statusOf(stack.entry)).toBe('destroyed');
  });

  it("comes by itself, in its order, where nothing is left of the stack's own entry", () => {
    const stack = built(four);
    const { expiresAt } = stack.entry.lease;
    const ends = ['api', 'log', 'db', 'net'].map((name) => stack.environments.all.get(name)?.endsAt);

    expect(ends).toEqual([
      expiresAt,
      expiresAt,
      plus(expiresAt ?? '', 2 * hour),
      plus(expiresAt ?? '', 4 * hour),
    ]);
  });

  it('moves with the lease of all its components', () => {
    const stack = built(four);
    stack.ask({ type: 'extend', ttl: '2d', by: ada });
    stack.calm();
    const { expiresAt } = stack.entry.lease;

    expect(stack.environments.all.get('api')?.endsAt).toBe(expiresAt);
    expect(stack.environments.all.get('db')?.endsAt).toBe(plus(expiresAt ?? '', 2 * hour));
  });
});
