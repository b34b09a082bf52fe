import * as z from 'zod';
import { cutTo } from '../../domain/base/cut-text';
import { type ActualCost, beganAt, type WhyUnavailable } from '../../domain/cost/actual-cost';
import { toNanos, toUsd } from '../../domain/cost/money';
import { day, type Instant, plus } from '../../domain/base/time';
import type { ActualCosts } from '../../operations/ports/limits';

const tagKey = 'idp:environment-id';
const metric = 'UnblendedCost';
const mostPages = 20;

/** One call of Cost Explorer: the status and body of its answer; throws where there is none. */
export type AskCostExplorer = (operation: string, input: object) => Promise<{ status: number; body: string }>;

const Amount = z.looseObject({ Amount: z.string(), Unit: z.string() });
const Group = z.looseObject({ Keys: z.array(z.string()), Metrics: z.record(z.string(), Amount) });
const Page = z.looseObject({
  ResultsByTime: z.array(
    z.looseObject({ Groups: z.array(Group).default([]), Estimated: z.boolean().default(false) }),
  ),
  NextPageToken: z.string().optional(),
});
type Page = z.infer<typeof Page>;
const Failed = z.looseObject({
  __type: z.string().default(''),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/** The cost of a life by its tag, as Cost Explorer of the hub's account has it. */
export function createCostExplorer(ask: AskCostExplorer): ActualCosts {
  return {
    of: async (life, endedAt) => {
      try {
        const pages = await readPages(ask, { life, endedAt });
        return 'why' in pages ? pages : costIn(pages, life);
      } catch (error) {
        return unavailable('unreachable', `Cost Explorer did not answer: ${(error as Error).message}`);
      }
    },
  };
}

/** Nothing is asked: the reason is the same for every life. */
export function noActualCosts(why: 'local-plane' | 'turned-off'): ActualCosts {
  const words = {
    'local-plane': 'not available on a local plane',
    'turned-off': 'this stage does not request actual costs (limits.actualCost)',
  };
  return { of: () => Promise.resolve(unavailable(why, words[why])) };
}

type Unavailable = Extract<ActualCost, { result: 'unavailable' }>;

async function readPages(
  ask: AskCostExplorer,
  life: { life: string; endedAt: Instant },
): Promise<Page[] | Unavailable> {
  const pages: Page[] = [];
  let token: string | undefined;
  do {
    const answer = await ask('GetCostAndUsage', {
      ...inputFor(life),
      ...(token !== undefined && { NextPageToken: token }),
    });
    if (answer.status !== 200) return refused(answer.body);
    const page = Page.safeParse(parseJson(answer.body));
    if (!page.success) return unavailable('unreadable', 'the answer of Cost Explorer has another form');
    pages.push(page.data);
    token = page.data.NextPageToken;
  } while (token !== undefined && pages.length < mostPages);
  // A part of the pages would be an amount that is too low, and looks like one.
  if (token !== undefined)
    return unavailable('unreadable', `Cost Explorer has more than ${mostPages} pages of it`);
  return pages;
}

/** Whole days in UTC, the last one exclusive: what was charged for the day of the end is in it, and for the day after. */
function inputFor({ life, endedAt }: { life: string; endedAt: Instant }) {
  return {
    TimePeriod: { Start: dateOf(beganAt(life)), End: dateOf(plus(endedAt, 2 * day)) },
    Granularity: 'MONTHLY',
    Metrics: [metric],
    Filter: { Tags: { Key: tagKey, Values: [life], MatchOptions: ['EQUALS'] } },
    GroupBy: [{ Type: 'TAG', Key: tagKey }],
  };
}

/** With a group for each value of the tag, nothing with the tag is no group, where a total would be a 0. */
function costIn(pages: readonly Page[], life: string): ActualCost {
  const months = pages.flatMap(({ ResultsByTime }) => ResultsByTime);
  const groups = months
    .flatMap(({ Groups }) => Groups)
    .filter(({ Keys }) => Keys.includes(`${tagKey}$${life}`));
  const amounts = groups.flatMap(({ Metrics }) => Metrics[metric] ?? []);
  if (amounts.length === 0) return unavailable('no-data', noData);
  const foreign = amounts.find(({ Unit }) => Unit !== 'USD');
  if (foreign) return unavailable('foreign-currency', `AWS charges in ${foreign.Unit}, not in USD`);
  const each = amounts.map(({ Amount: text }) => (text.trim() === '' ? NaN : Number(text)));
  if (!each.every(Number.isFinite))
    return unavailable('unreadable', 'an amount of Cost Explorer is not a number');
  const usd = toUsd(each.reduce((sum, one) => sum + toNanos(one), 0));
  if (usd === 0) return unavailable('no-data', noData);
  if (usd < 0)
    return unavailable('negative', 'credits or refunds exceed what was charged, so it is not a cost');
  return { result: 'known', usd, estimated: months.some(({ Estimated }) => Estimated) };
}

const noData =
  "Cost Explorer has no cost with this tag: 'idp:environment-id' is not activated as a cost allocation tag, the target is billed to another account, or nothing was charged";

const refusals: [RegExp, WhyUnavailable][] = [
  [/LimitExceeded|Throttling|TooManyRequests|RequestLimit/, 'throttled'],
  [/DataUnavailable|BillExpiration/, 'no-data'],
  [/AccessDenied|UnrecognizedClient|NotAuthorized/, 'not-allowed'],
  [/Unavailable|InternalFailure|InternalError/, 'unreachable'],
];

/** An account that never opened Cost Explorer is refused like one without the right, in other words. */
function refused(body: string): Unavailable {
  const { __type, message, Message } = Failed.catch({ __type: '' }).parse(parseJson(body));
  const words = `${__type.split('#').at(-1) || 'Cost Explorer refused'}: ${message ?? Message ?? 'no reason given'}`;
  if (/not enabled for cost explorer|not subscribed/i.test(words)) return unavailable('not-enabled', words);
  const found = refusals.find(([pattern]) => pattern.test(__type));
  return unavailable(found?.[1] ?? 'unreadable', words);
}

function unavailable(why: WhyUnavailable, words: string): Unavailable {
  return { result: 'unavailable', why, words: cutTo(300, words) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const dateOf = (at: Instant) => at.slice(0, 10);
