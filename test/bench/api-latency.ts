import { setTimeout as sleep } from 'node:timers/promises';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { itemKey, type Table } from '../../src/aws/dynamo-table';
import type { Environment } from '../../src/domain/environment/environment';
import type { TemplateVersion } from '../../src/domain/template/template';
import { day, instant, plus } from '../../src/domain/base/time';
import { type BenchPlane, openBenchPlane } from './bench-plane';
import type { Bench, Figure } from './figure';
import { type HttpGet, openHttp } from './http-get';
import { leased } from './leases';
import { measureBlocks, type Spread } from './measure';
import { openTable } from './open-table';
import { type BlockResult, measureBlock } from './request-block';
import { quiet, seedEnvironments } from './seed-environments';

const environments = 1_000;
const pageSize = 50;
const most = 2;
/** The gateway's burst is refilled in this time, so that its limit is not what is measured. */
const refillMs = 1_500;

/** What an answer of the API costs above the one read of the database that it cannot do without. */
export const apiLatency: Bench = {
  name: 'api',
  about: `get and list over HTTP with ${environments} environments, against one bare GetItem and Query`,
  run: async (scale) => {
    const bench = await openBenchPlane();
    const { plane, token } = bench;
    const table = openTable(plane);
    const http = openHttp(plane.url, token);
    try {
      await seedEnvironments(table, await idleEnvironments(bench));
      const figures: Figure[] = [];
      for (const question of questions(http, table)) figures.push(...(await compare(question, scale)));
      return figures;
    } finally {
      http.close();
      table.close();
      await plane.close();
    }
  },
};

/** Environments with days to live, so that no sweep has anything to do with them. */
async function idleEnvironments({ api }: BenchPlane): Promise<Environment[]> {
  const template = await api.want<TemplateVersion>('GET /templates/playground');
  const now = instant(Date.now());
  const life = { now, expiresAt: plus(now, 7 * day) };
  return Array.from({ length: environments }, (_, nth) =>
    quiet(leased(template, { name: nameOf(nth), nth, ...life })),
  );
}

interface Question {
  name: string;
  bareName: string;
  api: (nth: number) => Promise<unknown>;
  bare: (nth: number) => Promise<unknown>;
}

function questions(http: HttpGet, { client, name: TableName }: Table): Question[] {
  const page = {
    TableName,
    IndexName: 'list',
    KeyConditionExpression: 'listKey = :key',
    ExpressionAttributeValues: { ':key': 'ENV' },
    Limit: pageSize,
  };
  return [
    {
      name: 'API get',
      bareName: 'GetItem',
      api: (nth) => http.get(`/environments/${nameOf(nth)}`),
      bare: (nth) =>
        client.send(new GetCommand({ TableName, Key: itemKey('ENV', nameOf(nth)), ConsistentRead: true })),
    },
    {
      name: `API list of ${pageSize}`,
      bareName: 'Query',
      api: () => http.get(`/environments?limit=${pageSize}`),
      bare: () => client.send(new QueryCommand(page)),
    },
  ];
}

async function compare(question: Question, { pairs, share }: { pairs: number; share: number }) {
  const size = { alone: portion(300, share), together: portion(400, share), lanes: 8 };
  const block = (request: Question['api']) => async () => {
    await sleep(refillMs);
    return measureBlock(request, size);
  };
  await measureBlock(question.api, { alone: 50, together: 50, lanes: size.lanes });
  await measureBlock(question.bare, { alone: 50, together: 50, lanes: size.lanes });
  const { ours, reference } = await measureBlocks(pairs, {
    ours: block(question.api),
    reference: block(question.bare),
  });
  return figuresOf(question, ours, reference);
}

function figuresOf(
  { name, bareName }: Question,
  ours: Record<keyof BlockResult, Spread>,
  reference: Record<keyof BlockResult, Spread>,
): Figure[] {
  const row = (part: keyof BlockResult, format: (value: number) => string) => {
    const text = ({ median, min, max }: Spread) => `${format(median)} (${format(min)}–${format(max)})`;
    const ratio = ours[part].median / reference[part].median;
    return {
      name: `${name}, ${part === 'perSecond' ? 'requests per second' : part}`,
      measured: text(ours[part]),
      reference: `${bareName}: ${text(reference[part])}`,
      result: `${ratio.toFixed(2)} ×`,
      detail: { ours: ours[part], reference: reference[part] },
      ...(part === 'p50' ? { target: `≤ ${most} ×`, met: ratio <= most } : {}),
    };
  };
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  return [row('p50', ms), row('p99', ms), row('perSecond', (value) => `${value.toFixed(0)}/s`)];
}

/** So few requests at least that a p50 can be read off them. */
function portion(requests: number, share: number): number {
  return Math.max(50, Math.ceil(requests * share));
}

function nameOf(nth: number): string {
  return `env${nth % environments}`;
}
