import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import database from 'dynalite/db/index.js';
import { mendStores } from '../../../src/emulators/dynalite-corrections';

/** What is live, on the heap and beside it, once all that is not is gone. */
async function heldBytes(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What lies beside the heap goes a round later than what held it.
  for (let round = 0; round < 5; round++) {
    await sleep(20);
    collect();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

it.each(['createKeyStream', 'createValueStream'] as const)(
  'keeps less than a megabyte after 2,000 queries of one item that changed between, by %s',
  async (createStream) => {
    mendStores();
    mendStores();
    const { db } = database.create({});
    const found = async (nth: number) => {
      if (nth % 10 === 0) await db.put('ENV#foo', { nth, body: `${nth}`.padEnd(50_000, 'x') });
      return (await db[createStream]({}).toArray()).length;
    };
    for (let nth = 0; nth < 200; nth++) await found(nth);

    const before = await heldBytes();
    let all = 0;
    for (let nth = 0; nth < 2_000; nth++) all += await found(nth);
    const after = await heldBytes();

    expect(all).toBe(2_000);
    expect(after - before).toBeLessThan(1_000_000);
    await db.close();
  },
);

it.each(['put', 'del', 'batch'] as const)(
  'answers 500 where it cannot %s, and does not end the process',
  async (name) => {
    mendStores();
    const { db } = database.create({});
    await db.close();
    const write = db[name] as (...given: unknown[]) => void;

    const error = await new Promise((resolve) =>
      write.call(db, ...(name === 'batch' ? [[]] : ['key', {}].slice(0, name === 'del' ? 1 : 2)), resolve),
    );

    expect(error).toMatchObject({
      statusCode: 500,
      body: {
        __type: expect.stringContaining('#InternalServerError') as string,
        message: expect.stringContaining('') as string,
      },
    });
  },
);
