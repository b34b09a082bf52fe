import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import {
  countActions,
  learnPlanSecrets,
  renderPlan,
  typesTouched,
} from '../../../../src/runner/plan/plan-reader';
import { parseExact, writeExact } from '../../../../src/domain/base/exact-json';
import { Redaction } from '../../../../src/domain/base/redaction';
import { ulidAt } from '../../../support/builders/ulids';

const at = '2026-01-01T00:00:00.000Z';
const about = { run: ulidAt(at, 1), digest: 'd'.repeat(64), at };
const resource = (address: string, actions: string[], change: object = {}) => ({
  address,
  mode: 'managed',
  type: address.split('.')[0],
  name: address.split('.')[1],
  provider_name: 'p',
  change: { actions, before: null, after: null, ...change },
});
const planOf = (...changes: object[]) =>
  parsePlan({ terraform_version: '1.11.4', resource_changes: changes });

describe('countActions', () => {
  it('counts each action of managed resources, a replacement as one', () => {
    const plan = planOf(
      resource('a.new', ['create']),
      resource('a.changed', ['update']),
      resource('a.replaced', ['delete', 'create']),
      resource('a.swapped', ['create', 'delete']),
      resource('a.gone', ['delete']),
      resource('a.same', ['no-op']),
      { ...resource('a.data', ['read']), mode: 'data' },
    );

    expect(countActions(plan)).toEqual({ create: 1, update: 1, replace: 2, delete: 1 });
  });
});

describe('typesTouched', () => {
  it('names what is made or changed, not what goes or stays', () => {
    const plan = planOf(
      resource('z.new', ['create']),
      resource('a.replaced', ['delete', 'create']),
      resource('b.gone', ['delete']),
      resource('c.same', ['no-op']),
    );

    expect(typesTouched(plan)).toEqual(['a', 'z']);
  });
});

describe('renderPlan', () => {
  const render = (...changes: object[]) => {
    const plan = planOf(...changes);
    const redaction = new Redaction();
    learnPlanSecrets(plan, redaction);
    return renderPlan(plan, { ...about, redaction });
  };

  const plain = (secrets: string[]) => {
    const after = { title: 'create in 2026', count: 2026, secrets };
    const plan = parsePlan({
      terraform_version: '1.11.4',
      resource_changes: [resource('db.main', ['create'], { after, after_sensitive: { secrets: true } })],
      output_changes: { page: { actions: ['create'], before: null, after: 'create' } },
    });
    const redaction = new Redaction();
    learnPlanSecrets(plan, redaction);
    return renderPlan(plan, { ...about, redaction });
  };

  it('says in words what is secret and what is not known yet', () => {
    const { resources } = render(
      resource('db.main', ['create'], {
        after: { name: 'x', password: 'hunter22', tags: { a: 'b', secret: 't0p-secret' }, list: [{ v: 1 }] },
        after_unknown: { id: true, list: [{ w: true }] },
        after_sensitive: { password: true, tags: { secret: true } },
      }),
    );

    expect(resources).toEqual([
      {
        address: 'db.main',
        type: 'db',
        action: 'create',
        changes: [
          { attribute: 'id', before: null, after: '(known after apply)' },
          { attribute: 'list', before: null, after: [{ v: 1, w: '(known after apply)' }] },
          { attribute: 'name', before: null, after: 'x' },
          { attribute: 'password', before: null, after: '(sensitive)' },
          { attribute: 'tags', before: null, after: { a: 'b', secret: '(sensitive)' } },
        ],
      },
    ]);
  });

  it('has a price of each resource, and none of data and of what a replacement left behind', () => {
    const plan = planOf(
      resource('a.b', ['delete', 'create']),
      { ...resource('a.b', ['delete']), deposed: 'abc' },
      { ...resource('data.c', ['read']), mode: 'data' },
      resource('a.d', ['create']),
    );
    const price = { monthly: 1, byUse: false, unpriced: false };
    const prices = new Map(['a.b', 'data.c'].map((address) => [address, price]));

    const { resources } = renderPlan(plan, { ...about, redaction: new Redaction(), prices });

    expect(resources.map((one) => one.price)).toEqual([price, undefined, undefined, undefined]);
  });

  it('cuts a text to its change, and leaves one whole that a document of AWS may be as long as', () => {
    const policy = (end: string) => JSON.stringify({ a: 'x'.repeat(20_000), end });
    const long = (end: string) => `${'y'.repeat(100_000)}${end}`;
    const { resources } = render(
      resource('a.b', ['update'], {
        before: { policy: policy('old'), long: long('old'), grown: long('') },
        after: { policy: policy('new'), long: long('new'), grown: long('more') },
      }),
    );

    expect(resources[0]?.changes).toEqual([
      { attribute: 'grown', before: `…${'y'.repeat(200)}`, after: `…${'y'.repeat(200)}more` },
      { attribute: 'long', before: `…${'y'.repeat(200)}old`, after: `…${'y'.repeat(200)}new` },
      { attribute: 'policy', before: policy('old'), after: policy('new') },
    ]);
  });

  it('shows numbers in the digits of the plan, and a change of a digit that JavaScript would not see', () => {
    const values = (last: number) => `{"list":[1.10,{"n":1e3}],"n":900719925474099${last},"same":2.50}`;
    const change = `{"actions":["update"],"before":${values(2)},"after":${values(3)}}`;
    const { change: _, ...about } = resource('a.b', []);
    const text = `{"terraform_version":"1.11.4","resource_changes":[${JSON.stringify(about).slice(0, -1)},"change":${change}}]}`;
    const plan = parsePlan(parseExact(text));

    const { resources } = renderPlan(plan, {
      ...about,
      run: ulidAt(at, 1),
      digest: 'd',
      at,
      redaction: new Redaction(),
    });

    expect(writeExact(resources[0]?.changes)).toBe(
      '[{"attribute":"n","before":9007199254740992,"after":9007199254740993}]',
    );
  });

  it('shows numbers of what is made in the digits of the plan', () => {
    const after = parseExact('{"list":[1.10,{"n":1e3}],"map":{"n":12345678901234567890}}');

    const { resources } = render(resource('a.b', ['create'], { after }));

    expect(writeExact(resources[0]?.changes.map(({ after: value }) => value))).toBe(
      '[[1.10,{"n":1e3}],{"n":12345678901234567890}]',
    );
  });

  it('shows of an update only what changes, a changed secret too', () => {
    const { resources } = render(
      resource('db.main', ['update'], {
        before: { name: 'x', size: 1, password: 'hunter22', token: 'same-token' },
        after: { name: 'x', size: 2, password: 'hunter33', token: 'same-token' },
        before_sensitive: { password: true, token: true },
        after_sensitive: { password: true, token: true },
      }),
    );

    expect(resources[0]?.changes).toEqual([
      { attribute: 'password', before: '(sensitive)', after: '(sensitive)' },
      { attribute: 'size', before: 1, after: 2 },
    ]);
  });

  it('masks what is marked and nothing else, whatever the secret is', () => {
    const words = ['create', '2026', 'terraform_data', 'resources', 'd'.repeat(64), at, 'db.main'];
    const { resources, ...rest } = plain(words);

    expect(rest).toEqual({
      ...about,
      compliance: { controls: expect.any(Array) as object[], unjudged: ['db'] },
      engine: '1.11.4',
      outputs: [{ name: 'page', action: 'create', sensitive: false, before: null, after: 'create' }],
    });
    expect(resources).toEqual([
      {
        address: 'db.main',
        type: 'db',
        action: 'create',
        changes: [
          { attribute: 'count', before: null, after: 2026 },
          { attribute: 'secrets', before: null, after: '(sensitive)' },
          { attribute: 'title', before: null, after: 'create in 2026' },
        ],
      },
    ]);
  });

  it('takes a secret out of a long text before the text is cut, and cuts no character in two', () => {
    const secret = 'correct-horse-battery';
    const { resources } = render(
      resource('a.b', ['create'], {
        after: { secret, text: `${'x'.repeat(31_990)}${secret}`, faces: `x${'😀'.repeat(20_000)}` },
        after_sensitive: { secret: true },
      }),
    );

    const shown = JSON.stringify(resources);
    expect(shown).not.toContain('correct');
    expect(() => encodeURIComponent(shown)).not.toThrow();
  });

  it('blots a secret out of attributes that are not marked', () => {
    const { resources } = render(
      resource('a.b', ['create'], {
        after: { password: 'hunter22', url: 'postgres://user:hunter22@host' },
        after_sensitive: { password: true },
      }),
    );

    expect(JSON.stringify(resources)).not.toContain('hunter22');
  });

  it('leaves out what does not change and masks a resource that is secret as a whole', () => {
    const { resources } = render(
      resource('a.same', ['no-op'], { before: { x: 1 }, after: { x: 1 } }),
      resource('a.secret', ['create'], { after: { x: 'all-secret' }, after_sensitive: true }),
    );

    expect(resources).toHaveLength(1);
    expect(resources[0]?.changes).toEqual([{ attribute: '(all)', before: null, after: '(sensitive)' }]);
  });
});
