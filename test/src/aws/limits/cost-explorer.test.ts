import { createCostExplorer, noActualCosts } from '../../../../src/aws/limits/cost-explorer';
import { ulidAt } from '../../../support/builders/ulids';

const began = '2026-10-28T07:30:00.000Z';
const ended = '2026-11-03T23:10:00.000Z';
const life = ulidAt(began, 1);
const key = `idp:environment-id$${life}`;

type Asked = [operation: string, input: object];

/** A Cost Explorer that returns these answers, one for each call. */
function explorer(...answers: { status?: number; body: unknown }[]) {
  const asked: Asked[] = [];
  const costs = createCostExplorer((operation, input) => {
    asked.push([operation, input]);
    const { status = 200, body } = answers[asked.length - 1] ?? answers.at(-1) ?? { body: '' };
    return Promise.resolve({ status, body: typeof body === 'string' ? body : JSON.stringify(body) });
  });
  return { asked, ask: () => costs.of(life, ended) };
}

/** The answer as the API reference shows it, of a month with these groups. */
const month = (start: string, groups: object[], more: object = {}) => ({
  TimePeriod: { Start: start, End: '2026-11-05' },
  Total: {},
  Groups: groups,
  Estimated: false,
  ...more,
});
const group = (Amount: string, Unit = 'USD', Keys = [key]) => ({
  Keys,
  Metrics: { UnblendedCost: { Amount, Unit } },
});
const page = (...results: object[]) => ({
  body: {
    GroupDefinitions: [{ Key: 'idp:environment-id', Type: 'TAG' }],
    ResultsByTime: results,
    DimensionValueAttributes: [],
  },
});

describe('what a life really cost', () => {
  it('is asked for by its tag, from the day that it began to the day after its end', async () => {
    const { asked, ask } = explorer(page(month('2026-11-01', [group('1.5')])));
    await ask();

    expect(asked).toEqual([
      [
        'GetCostAndUsage',
        {
          TimePeriod: { Start: '2026-10-28', End: '2026-11-05' },
          Granularity: 'MONTHLY',
          Metrics: ['UnblendedCost'],
          Filter: { Tags: { Key: 'idp:environment-id', Values: [life], MatchOptions: ['EQUALS'] } },
          GroupBy: [{ Type: 'TAG', Key: 'idp:environment-id' }],
        },
      ],
    ]);
  });

  it('adds up months and pages, exactly', async () => {
    const { asked, ask } = explorer(
      { body: { ...page(month('2026-10-01', [group('0.1')])).body, NextPageToken: 'next' } },
      page(month('2026-11-01', [group('0.2')], { Estimated: true })),
    );

    expect(await ask()).toEqual({ result: 'known', usd: 0.3, estimated: true });
    expect(asked[1]?.[1]).toMatchObject({ NextPageToken: 'next' });
  });

  it('is less by what was credited, as long as anything is left', async () => {
    const { ask } = explorer(page(month('2026-10-01', [group('2')]), month('2026-11-01', [group('-0.5')])));

    expect(await ask()).toEqual({ result: 'known', usd: 1.5, estimated: false });
  });
});

describe('what is missing in Cost Explorer is never a 0', () => {
  it.each<[string, { status?: number; body: unknown }, string, RegExp]>([
    ['no month', page(), 'no-data', /not activated as a cost allocation tag/],
    [
      'a month without a group: the tag is not activated',
      page(month('2026-11-01', [])),
      'no-data',
      /not activated/,
    ],
    [
      'a total of 0 without a group',
      page(month('2026-11-01', [], { Total: { UnblendedCost: { Amount: '0', Unit: 'USD' } } })),
      'no-data',
      /nothing was charged/,
    ],
    [
      'what has no tag',
      page(month('2026-11-01', [group('7', 'USD', ['idp:environment-id$'])])),
      'no-data',
      /./,
    ],
    [
      'what has the tag of another life',
      page(month('2026-11-01', [group('7', 'USD', ['idp:environment-id$other'])])),
      'no-data',
      /./,
    ],
    ['an amount of 0', page(month('2026-11-01', [group('0')])), 'no-data', /./],
    ['an amount of 0E-10', page(month('2026-11-01', [group('0E-10')])), 'no-data', /./],
    ['less than nothing', page(month('2026-11-01', [group('-3.20')])), 'negative', /credits or refunds/],
    ['another currency', page(month('2026-11-01', [group('9', 'CNY')])), 'foreign-currency', /CNY/],
    ['the unit N/A', page(month('2026-11-01', [group('0', 'N/A')])), 'foreign-currency', /N\/A/],
    ['an amount that is no number', page(month('2026-11-01', [group('many')])), 'unreadable', /not a number/],
    ['an empty amount', page(month('2026-11-01', [group('')])), 'unreadable', /not a number/],
    ['no metric', page(month('2026-11-01', [{ Keys: [key], Metrics: {} }])), 'no-data', /./],
    ['another form', { body: { Results: [] } }, 'unreadable', /another form/],
    ['no JSON', { body: '<html>' }, 'unreadable', /another form/],
    [
      'throttling',
      { status: 400, body: { __type: 'com.amazonaws.ce#LimitExceededException', Message: 'Rate exceeded' } },
      'throttled',
      /LimitExceededException: Rate exceeded/,
    ],
    [
      'throttling before the service',
      { status: 400, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } },
      'throttled',
      /Rate exceeded/,
    ],
    [
      'data that is not there yet',
      {
        status: 400,
        body: {
          __type: 'DataUnavailableException',
          Message: 'Data is not available. Please try to adjust the time period.',
        },
      },
      'no-data',
      /not available/,
    ],
    [
      'an expired bill',
      { status: 400, body: { __type: 'BillExpirationException', Message: 'expired' } },
      'no-data',
      /expired/,
    ],
    [
      'no right',
      {
        status: 400,
        body: {
          __type: 'AccessDeniedException',
          Message: 'User: x is not authorized to perform: ce:GetCostAndUsage',
        },
      },
      'not-allowed',
      /not authorized/,
    ],
    [
      'an account that never opened it',
      {
        status: 400,
        body: { __type: 'AccessDeniedException', Message: 'User not enabled for cost explorer access' },
      },
      'not-enabled',
      /not enabled/,
    ],
    [
      'a service that is down',
      { status: 503, body: { __type: 'ServiceUnavailableException' } },
      'unreachable',
      /no reason given/,
    ],
    ['a refusal without words', { status: 500, body: '' }, 'unreadable', /refused/],
  ])('%s', async (_what, answer, why, words) => {
    const actual = await explorer(answer).ask();

    expect(actual).toMatchObject({
      result: 'unavailable',
      why,
      words: expect.stringMatching(words) as string,
    });
    expect(actual).not.toHaveProperty('usd');
  });

  it('no answer at all', async () => {
    const costs = createCostExplorer(() => Promise.reject(new Error('getaddrinfo ENOTFOUND')));

    expect(await costs.of(life, ended)).toMatchObject({
      why: 'unreachable',
      words: expect.stringContaining('ENOTFOUND') as string,
    });
  });

  it('more pages than are read, of which a part would look like all', async () => {
    const endless = { body: { ...page(month('2026-10-01', [group('5')])).body, NextPageToken: 'next' } };
    const { asked, ask } = explorer(endless);

    expect(await ask()).toMatchObject({ result: 'unavailable', why: 'unreadable' });
    expect(asked.length).toBeLessThanOrEqual(20);
  });

  it('a page of pages that fails', async () => {
    const first = { body: { ...page(month('2026-10-01', [group('5')])).body, NextPageToken: 'next' } };
    const { ask } = explorer(first, {
      status: 400,
      body: { __type: 'InvalidNextTokenException', Message: 'bad' },
    });

    expect(await ask()).toMatchObject({ result: 'unavailable', why: 'unreadable' });
  });

  it('a local plane, and a stage that does not ask', async () => {
    expect(await noActualCosts('local-plane').of(life, ended)).toEqual({
      result: 'unavailable',
      why: 'local-plane',
      words: 'not available on a local plane',
    });
    expect(await noActualCosts('turned-off').of(life, ended)).toMatchObject({ why: 'turned-off' });
  });
});
