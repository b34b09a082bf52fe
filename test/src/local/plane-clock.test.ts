import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readClock } from '../../../src/config/clock';
import { hour } from '../../../src/domain/base/time';
import { createPlaneClock, type PlaneClock } from '../../../src/local/plane-clock';

let folder: string;
let clock: PlaneClock;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leasehold-clock-'));
  clock = await createPlaneClock(join(folder, 'clock'));
  jest.spyOn(Date, 'now').mockReturnValue(1_750_000_000_000);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** How far ahead of the machine, whose clock stands still here, the handlers' clock is; milliseconds. */
const ahead = () => Date.parse(readClock({ LEASEHOLD_CLOCK_FILE: clock.file })()) - Date.now();

it("shows the machine's time until it is set forward, to handlers as to the plane", async () => {
  expect(ahead()).toBe(0);

  await clock.forward(3 * hour);
  await clock.forward(hour);

  expect(ahead()).toBe(4 * hour);
  expect((await clock.now()).getTime() - Date.now()).toBe(4 * hour);
});

it('loses nothing when it is set by several at once, and never seems to go back meanwhile', async () => {
  const settings = Promise.all(Array.from({ length: 50 }, () => clock.forward(1_000)));
  const seen: number[] = [];
  const look = setInterval(() => seen.push(ahead()), 0);
  await settings;
  clearInterval(look);

  expect(ahead()).toBe(50_000);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses to be set by %s', async (ms) => {
  await expect(clock.forward(ms)).rejects.toThrow(RangeError);
  expect(ahead()).toBe(0);
});
