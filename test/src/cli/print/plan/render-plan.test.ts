import { type PlanDetail, renderPlan } from '../../../../../src/cli/print/plan/render-plan';
import { createPaint, printableLine } from '../../../../../src/client/text/paint';
import { parseExact } from '../../../../../src/domain/base/exact-json';
import { Redaction } from '../../../../../src/domain/base/redaction';
import { priceEach } from '../../../../../src/domain/cost/estimate';
import { resourcesDeletedBy, resourcesOfPlan } from '../../../../../src/domain/cost/plan-resources';
import { PlanDocument } from '../../../../../src/domain/environment/artifacts';
import { parsePlan } from '../../../../../src/domain/terraform/plan-json';
import { renderPlan as documentOf } from '../../../../../src/runner/plan/plan-reader';
import { ulidAt } from '../../../../support/builders/ulids';
import create from '../../../domain/cost/plans/create.json';
import change from '../../../domain/cost/plans/change.json';

const at = '2026-01-01T00:00:00.000Z';
const about = { run: ulidAt(at, 1), digest: 'd'.repeat(64), at, engine: '1.11.4' };
const paint = createPaint(false);

type Resource = PlanDocument['resources'][number];
type Change = Resource['changes'][number];

const one = (address: string, action: Resource['action'], more: Partial<Resource> = {}): Resource => ({
  address,
  type: address.split('.').at(-2) ?? '',
  action,
  changes: [],
  ...more,
});
const changed = (attribute: string, before: Change['before'], after: Change['after']): Change => ({
  attribute,
  before,
  after,
});
const updated = (...changes: Change[]) => [one('aws_a.b', 'update', { changes })];

/** The lines of a document below its head, as a person sees them. */
function linesOf(more: Partial<PlanDocument>, detail: PlanDetail = 'folded'): string[] {
  const document = PlanDocument.parse({ ...about, resources: [], outputs: [], ...more });
  return renderPlan(document, { paint, detail }).slice(1);
}

/** What stands below the one resource that changes. */
function changesIn(...changes: Change[]): string[] {
  const lines = linesOf({ resources: updated(...changes) });
  return lines.slice(3, lines.indexOf('--full shows every attribute.') - 1).map((line) => line.slice(6));
}

/** The document of what Terraform printed, as a runner makes it. */
function madeOf(json: unknown): PlanDocument {
  const plan = parsePlan(json);
  const prices = priceEach([...resourcesOfPlan(plan), ...resourcesDeletedBy(plan)], { region: 'us-east-1' });
  return documentOf(plan, { ...about, redaction: new Redaction(), prices });
}

describe('a plan of Terraform', () => {
  it('is a line for each resource, by module, with its price', () => {
    const lines = renderPlan(madeOf(create), { paint, detail: 'folded' });

    expect(lines.filter((line) => /^ {2}\+ aws_(lb|db_instance|nat_gateway)\./.test(line))).toEqual([
      expect.stringMatching(/^ {2}\+ aws_db_instance\.this +\$15\.84\/mo \+ usage$/),
      expect.stringMatching(/^ {2}\+ aws_lb\.this +\$23\.73\/mo \+ usage$/),
      expect.stringMatching(/^ {2}\+ aws_nat_gateway\.this +\$32\.85\/mo \+ usage$/),
    ]);
    expect(lines).toContainEqual(expect.stringMatching(/^Root module: \d+ to add {2}\$\d+\.\d\d\/mo$/));
    expect(lines).toContainEqual(
      expect.stringMatching(/^module\.service\["large"\]: \d to add {2}\$57\.67\/mo$/),
    );
  });

  it('shows what changes in place, and what goes with its price', () => {
    const lines = renderPlan(madeOf(change), { paint, detail: 'folded' });

    expect(lines).toContainEqual(
      expect.stringMatching(/^ {2}~ aws_db_instance\.this +\$50\.15\/mo \+ usage$/),
    );
    expect(lines).toContain('      + instance_class = "db.t4g.medium"');
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}- aws_kms_key\.this\[0\] +-\$1\.00\/mo/));
  });
});

describe('modules', () => {
  it('come by name as people count, the root first, whatever stands in their keys', () => {
    const addresses = [
      'module.m10.aws_a.x',
      'module.m9.aws_a.x',
      'module.a["x.y"].module.b["q\\"]."].aws_a.x["k.\\"1"]',
      'module.a["x.y"].data.aws_b.c["/p.q"]',
      'module.a["x.y"].module.b["q\\"]."].aws_a.y[0]',
      'module.a[0].aws_a.x',
      'aws_a.root["module.z.aws_a.b"]',
    ];

    const heads = linesOf({ resources: addresses.map((address) => one(address, 'create')) }).filter((line) =>
      /^\S.*: /.test(line),
    );

    expect(heads).toEqual([
      'Root module: 1 to add',
      'module.a["x.y"]: 1 to add',
      'module.a["x.y"].module.b["q\\"]."]: 2 to add',
      'module.a[0]: 1 to add',
      'module.m9: 1 to add',
      'module.m10: 1 to add',
    ]);
  });

  it('are 40 of 2,000 resources in a moment', () => {
    const price = { monthly: 0.1, byUse: false, unpriced: false };
    const resources = Array.from({ length: 2_000 }, (_, index) =>
      one(`module.m${index % 40}.aws_a.x["k.${index}"]`, 'update', {
        price,
        changes: [
          changed(
            'policy',
            JSON.stringify({ a: 'x'.repeat(2_000), n: 1 }),
            JSON.stringify({ a: 'x'.repeat(2_000), n: 2 }),
          ),
        ],
      }),
    );
    const started = performance.now();

    const lines = linesOf({ resources });

    expect(performance.now() - started).toBeLessThan(5_000);
    expect(lines.filter((line) => line.endsWith(': 50 to change  $5.00/mo'))).toHaveLength(40);
    expect(lines.filter((line) => line === '      ~ policy.n = 1 -> 2')).toHaveLength(2_000);
  });
});

describe('a price', () => {
  const priceOf = (price: Resource['price'], action: Resource['action'] = 'create') => {
    const [, head = '', line = ''] = linesOf({ resources: [one('a.b', action, price && { price })] });
    return [head.split('  ')[1], line.split('a.b')[1]?.trim()];
  };

  it.each([
    ['by time', { monthly: 16.425, byUse: false, unpriced: false }, '$16.43/mo', '$16.43/mo'],
    ['by time and use', { monthly: 16.425, byUse: true, unpriced: false }, '$16.43/mo', '$16.43/mo + usage'],
    ['by use alone', { monthly: null, byUse: true, unpriced: false }, 'usage-based', 'usage-based'],
    ['of what is free', { monthly: null, byUse: false, unpriced: false }, 'free', 'free'],
    ['that is not known', { monthly: null, byUse: false, unpriced: true }, '1 not priced', 'not priced'],
    [
      'of which a part is not known',
      { monthly: 2, byUse: false, unpriced: true },
      '$2.00/mo, 1 not priced',
      '$2.00/mo + partly not priced',
    ],
    ['of nothing that runs', { monthly: 0, byUse: false, unpriced: false }, '$0.00/mo', '$0.00/mo'],
  ])('%s', (_, price, group, line) => {
    expect(priceOf(price)).toEqual([group, line]);
  });

  it('of what goes is what it cost', () => {
    expect(priceOf({ monthly: 3.65, byUse: false, unpriced: false }, 'delete')).toEqual([
      '-$3.65/mo destroyed',
      '-$3.65/mo',
    ]);
  });

  it('that an older plan does not have is not made up', () => {
    expect(priceOf(undefined)).toEqual([undefined, '']);
  });

  it('stands in one column, and behind a long address', () => {
    const price = { monthly: 1, byUse: false, unpriced: false };
    const long = `aws_a.${'x'.repeat(100)}`;

    const lines = linesOf({
      resources: ['aws_a.b', 'aws_a.longer', long].map((a) => one(a, 'create', { price })),
    });

    expect(lines[2]?.indexOf('$')).toBe(lines[3]?.indexOf('$'));
    expect(lines[4]).toBe(`  + ${long}  $1.00/mo`);
  });
});

describe('what is folded', () => {
  it('is everything of what is made or goes, and nothing where all is asked for', () => {
    const changes = [changed('cidr', null, '10.0.0.0/16'), changed('id', null, '(known after apply)')];
    const resources = [one('aws_a.b', 'create', { changes })];

    expect(linesOf({ resources })).toEqual([
      '',
      'Root module: 1 to add',
      '  + aws_a.b',
      '',
      '--full shows every attribute.',
      '',
    ]);
    expect(linesOf({ resources }, 'full')).toEqual([
      '',
      'Root module: 1 to add',
      '  + aws_a.b',
      '      + cidr = "10.0.0.0/16"',
      '      + id = "(known after apply)"',
      '',
    ]);
  });

  it('is what is not known yet, to a number, within values too', () => {
    const unknown = '(known after apply)';
    const lines = changesIn(
      changed('arn', 'a', unknown),
      changed('id', 'b', unknown),
      changed('list', [{ a: 1, b: 2 }], [{ a: 1, b: unknown }]),
      changed('size', 1, 2),
    );

    expect(lines).toEqual(['~ size = 1 -> 2', '3 known after apply']);
  });

  it('is what changes nothing but tags, to one line that names them', () => {
    const tags = (owner: string) => ({ Owner: owner, Same: 'x', 'a\u202eb\nc': owner });
    const only = (address: string) =>
      one(address, 'update', {
        changes: [changed('tags', tags('a'), tags('b')), changed('tags_all', tags('a'), tags('b'))],
        price: { monthly: 1, byUse: false, unpriced: false },
      });
    const resources = [
      ...Array.from({ length: 8 }, (_, n) => only(`module.m${n}.aws_a.b`)),
      one('aws_a.new', 'create'),
    ];

    expect(linesOf({ resources })).toEqual([
      '',
      'Root module: 1 to add',
      '  + aws_a.new',
      '',
      '  ~ 8 resources change only their tags (Owner, ab c)',
      '',
      '--full shows every attribute.',
      '',
    ]);
    expect(linesOf({ resources: [only('aws_a.b')] })).toContain(
      '  ~ 1 resource changes only its tags (Owner, ab c)',
    );
    expect(linesOf({ resources }, 'full')).toContain('module.m7: 1 to change  $1.00/mo');
  });

  it('is not a tag beside something else, nor one of what was moved', () => {
    const tags = [changed('tags', { a: '1' }, { a: '2' }), changed('tags_all', { a: '1' }, { a: '2' })];

    expect(changesIn(...tags, changed('size', 1, 2))).toEqual(['~ tags.a = "1" -> "2"', '~ size = 1 -> 2']);
    expect(linesOf({ resources: [one('a.b', 'update', { changes: tags, movedFrom: 'a.c' })] })).toContain(
      '      (moved from a.c)',
    );
  });
});

describe('a long value', () => {
  const policy = (statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const allow = (action: string | string[]) => ({ Effect: 'Allow', Action: action, Resource: '*' });

  it('that is JSON is compared by what it means', () => {
    const [one, other, third] = [allow('s3:GetObject'), allow(['a:B', 'c:D']), allow(['a:B', 'c:E'])];

    expect(changesIn(changed('policy', policy([one, other]), policy([third, one])))).toEqual([
      '~ policy.Statement[0].Action[1] = "c:D" -> "c:E"',
    ]);
    expect(changesIn(changed('policy', policy([one]), policy([one, other])))).toEqual([
      `+ policy.Statement[1] = ${JSON.stringify(other)}`,
    ]);
    expect(changesIn(changed('policy', policy([one, other]), policy([other, one])))).toEqual([
      '~ policy.Statement: the same items in another order',
    ]);
    expect(
      changesIn(changed('policy', policy([one]), JSON.stringify(JSON.parse(policy([one])), null, 2))),
    ).toEqual(['~ policy: the same JSON in another format']);
    expect(
      changesIn(changed('policy', '{"a.b":{"n":9007199254740993}}', '{"a.b":{"n":9007199254740992}}')),
    ).toEqual(['~ policy["a.b"].n = 9007199254740993 -> 9007199254740992']);
  });

  it('of many differences says how many are left', () => {
    const many = (last: number) =>
      Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`k${n}`, n + last]));

    const lines = changesIn(changed('map', many(0), many(1)));

    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('~ map: 30 more differences');
  });

  it('of several lines shows those that go and come', () => {
    const script = (...middle: string[]) => ['#!/bin/sh', 'set -eu', ...middle, 'exit 0', ''].join('\n');

    expect(changesIn(changed('user_data', script('a', 'b'), script('a', 'c', '')))).toEqual([
      '~ user_data:',
      '    - b',
      '    + c',
      '    +',
    ]);
    const lines = changesIn(changed('user_data', script(), script(...'abcdefgh')));
    expect(lines.at(-1)).toBe('    + … 2 more lines');
  });

  it('is cut to where it differs', () => {
    const long = (end: string) => `${'x'.repeat(1_000)}${end}${'y'.repeat(1_000)}`;

    const [line = ''] = changesIn(changed('text', long('old'), long('new')));

    expect(line).toMatch(/^~ text = "…x{30}oldy+…" -> "…x{30}newy+…"$/);
    expect(line.length).toBeLessThan(300);
  });

  it('cuts no character in two', () => {
    const faces = (end: string) => `${'😀'.repeat(500)}${end}${'😀'.repeat(500)}`;

    for (const end of ['a', 'ab', '😁'])
      expect(() =>
        encodeURIComponent(changesIn(changed('text', faces(''), faces(end))).join()),
      ).not.toThrow();
  });

  it.each([
    ['of brackets without end', '['.repeat(30_000)],
    ['nested as deep as it goes', `${'['.repeat(15_000)}${']'.repeat(15_000)}`],
    ['that only looks like JSON', `{"a": ${'x'.repeat(20_000)}`],
    ['of one line', 'x'.repeat(32_000)],
  ])('%s is still one line', (_, text) => {
    expect(changesIn(changed('text', 'before', text))).toHaveLength(1);
    expect(changesIn(changed('text', text, `${text}y`))).toHaveLength(1);
  });

  it('that is secret before and after is said to change', () => {
    expect(changesIn(changed('password', '(sensitive)', '(sensitive)'))).toEqual([
      '~ password = "(sensitive)" -> "(sensitive)"',
    ]);
  });

  it('of an output is whole where all is asked for', () => {
    const outputs = [
      { name: 'o', action: 'create' as const, sensitive: false, before: null, after: 'x'.repeat(500) },
    ];

    expect(linesOf({ outputs }).at(-2)?.length).toBe('  + o = '.length + 200);
    expect(linesOf({ outputs }, 'full').at(-2)).toContain('x'.repeat(500));
  });
});

describe('whatever a plan holds', () => {
  const evil = 'e\u001b[31m\u001b]0;t\u0007v\u202e\u2028i\rl\nnext';

  it.each(['folded', 'full'] as const)(
    'no text of it rules the terminal or begins a line of its own, %s',
    (detail) => {
      const hostile = (address: string, action: Resource['action']) =>
        one(address, action, {
          movedFrom: evil,
          importedId: evil,
          why: evil,
          cannotEnd: evil,
          changes: [
            changed(evil, { [evil]: evil }, { [evil]: `${evil}2` }),
            changed('text', `${evil}\n${evil}`, `${evil}\n`),
          ],
        });
      const document = {
        ...about,
        engine: evil,
        resources: [hostile(`aws_a.${evil}`, 'update'), hostile(`module.${evil}.aws_a.b`, 'create')],
        outputs: [
          { name: evil, action: 'update' as const, sensitive: false, before: evil, after: `${evil}2` },
        ],
        drift: [hostile(evil, 'delete')],
        checks: [],
      };

      const lines = renderPlan(document, { paint: createPaint(true), detail });
      const text = lines.map(printableLine).join('\n');

      // eslint-disable-next-line no-control-regex -- what rules a terminal is what this looks for
      expect(text.replaceAll(/\u001b\[(?:[12]|22|3[1236]|39)m/g, '')).not.toMatch(
        /[^\P{Cc}\n]|[\u202e\u2028]/u,
      );
      expect(text).not.toContain('\u001b[31me');
      expect(text.split('\n').filter((line) => line.startsWith('next'))).toEqual([]);
    },
  );

  it('without a change is said to have none', () => {
    expect(linesOf({ resources: [one('a.b', 'no-op')] })).toEqual(['', 'No changes.', '']);
  });

  it('in outputs alone is a change', () => {
    const outputs = [{ name: 'o', action: 'create' as const, sensitive: false, before: null, after: 1 }];

    expect(linesOf({ outputs })).toEqual(['', 'Outputs', '  + o = 1', '']);
  });

  it.each([
    ['a text', '(known after apply)', '(known after apply)'],
    ['a list of nothing else', ['(known after apply)', '(known after apply)'], '(known after apply)'],
    ['a part of a value', { id: '(known after apply)', n: 1 }, '{"id":(known after apply),"n":1}'],
  ])('says in words that an output is not known yet: %s', (_what, after, shown) => {
    const outputs = [{ name: 'o', action: 'create' as const, sensitive: false, before: null, after }];

    expect(linesOf({ outputs })).toContain(`  + o = ${shown}`);
  });

  it('of drift is folded like a plan', () => {
    const tags = [changed('tags', { a: '1' }, { a: '2' })];
    const drift = [
      { address: 'a.b', action: 'update' as const, changes: tags },
      { address: 'a.c', action: 'update' as const, changes: tags },
      { address: 'a.d', action: 'delete' as const, changes: [changed('x', 1, null)] },
    ];

    expect(linesOf({ drift })).toEqual([
      '',
      'Changed outside',
      '  - a.d',
      '  ~ 2 resources change only their tags (a)',
      '',
    ]);
  });

  it('keeps numbers in their digits', () => {
    const exact = parseExact('{"before":1.10,"after":9007199254740993}') as Pick<Change, 'before' | 'after'>;

    expect(changesIn({ attribute: 'n', ...exact })).toEqual(['~ n = 1.10 -> 9007199254740993']);
  });
});
