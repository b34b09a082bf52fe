import { readdir, readFile } from 'node:fs/promises';
import { descendantsOf } from '../support/plane/descendants';
import { type BenchPlane, openBenchPlane } from './bench-plane';
import { type Bench, type Figure, ratioFigure, type Scale } from './figure';
import { quantile } from './measure';

/** The parts of a plane that live as long as it does. */
const parts = ['plane', 'hub', 'target'] as const;
type Part = (typeof parts)[number];

/** What a part holds: bytes in memory, and open files. */
interface Held {
  bytes: number;
  files: number;
}
type Sample = Record<Part, Held>;

const clients = 4;
const lives = { full: 300, quick: 30 };
const mostGrowth = 1.15;
const mebibyte = 1_048_576;

/** Whether what a plane holds stays the same however many lives it saw: every fifth is a `scheduled-worker`. */
export const growth: Bench = {
  name: 'growth',
  about: `what the plane and its emulators hold after many lives by ${clients} clients`,
  run: async (scale, say) => {
    const bench = await openBenchPlane();
    try {
      const samples = await liveMany(bench, livesOf(scale), say);
      return parts.flatMap((part) => figuresOf(part, samples));
    } finally {
      await bench.plane.close();
    }
  },
};

function livesOf({ share }: Scale): number {
  return share < 1 ? lives.quick : lives.full;
}

/** What was held after each life, in the order of their ends. */
async function liveMany(bench: BenchPlane, count: number, say: (line: string) => void): Promise<Sample[]> {
  const processes = await emulatorsOf(process.pid);
  const samples: Sample[] = [];
  let next = 0;
  const client = async () => {
    while (next < count) {
      await liveOnce(bench, next++);
      samples.push(await sampleOf(processes));
      if (samples.length % 10 === 0) say(`${samples.length} lives: ${shown(samples.at(-1))}`);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return samples;
}

async function liveOnce({ api }: BenchPlane, nth: number): Promise<void> {
  const name = `life-${nth}`;
  const template = nth % 5 === 4 ? 'scheduled-worker' : 'playground';
  const inputs = template === 'playground' ? {} : { nat: 'none' };
  await api.want('POST /environments', { body: { name, template, ttl: '1d', inputs } });
  const made = await api.settled(name);
  if (made.status !== 'ready') throw new Error(`${name} is ${made.status}: ${made.failure?.reason}`);
  await api.want(`DELETE /environments/${name}`);
  const gone = await api.settled(name);
  if (gone.status !== 'destroyed') throw new Error(`${name} is ${gone.status}, not destroyed.`);
  // They would be counted as the plane's, which runs in this process.
  api.answers.length = 0;
  api.statuses.length = 0;
}

/** The processes of the emulators, told apart by the sockets that they listen on: of each, the one that holds most, which is no shell. */
async function emulatorsOf(plane: number): Promise<Record<Part, number>> {
  const emulators = descendantsOf(plane).filter(({ command }) => command.includes('moto'));
  const pidOf = async (name: string) => {
    const named = emulators.filter(({ command }) => command.includes(`/${name}.`));
    const held = await Promise.all(named.map(async ({ pid }) => ({ pid, ...(await heldBy(pid)) })));
    const [largest] = held.sort((a, b) => b.bytes - a.bytes);
    if (largest) return largest.pid;
    throw new Error(`No process of the emulator of the ${name} was found.`);
  };
  return { plane, hub: await pidOf('hub'), target: await pidOf('target') };
}

async function sampleOf(processes: Record<Part, number>): Promise<Sample> {
  const held = await Promise.all(parts.map(async (part) => [part, await heldBy(processes[part])] as const));
  return Object.fromEntries(held) as Sample;
}

async function heldBy(pid: number): Promise<Held> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const [, kibibytes = 'NaN'] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  return { bytes: Number(kibibytes) * 1_024, files: (await readdir(`/proc/${pid}/fd`)).length };
}

/** Of many lives, the latest fifty against the second fifty; of few, how much each one adds. */
function figuresOf(part: Part, samples: Sample[]): Figure[] {
  const bytes = samples.map((sample) => sample[part].bytes);
  const files = samples.map((sample) => sample[part].files);
  if (samples.length >= lives.full)
    return [
      growthFigure(`${part}, memory`, bytes, (value) => `${(value / mebibyte).toFixed(0)} MiB`),
      growthFigure(`${part}, open files`, files, String),
    ];
  const [perLife, filesPerLife] = [slopeOf(bytes) / 1_024, slopeOf(files)];
  return [
    {
      name: `${part}, growth`,
      measured: `${((bytes.at(-1) ?? 0) / mebibyte).toFixed(0)} MiB, ${files.at(-1)} files`,
      reference: '',
      result: `${perLife.toFixed(0)} KiB and ${filesPerLife.toFixed(2)} files a life`,
      detail: { bytes, files },
    },
  ];
}

function growthFigure(name: string, values: number[], format: (value: number) => string): Figure {
  const [early, late] = [quantile(values.slice(50, 100), 0.5), quantile(values.slice(250, 300), 0.5)];
  return ratioFigure(name, mostGrowth, {
    ours: late,
    reference: early,
    measured: `lives 250–300: ${format(late)}`,
    against: `lives 50–100: ${format(early)}`,
    detail: { values },
  });
}

/** How much each value is above the one before it, by the straight line that fits the later two thirds best. */
function slopeOf(values: number[]): number {
  const late = values.slice(Math.floor(values.length / 3));
  const middle = { x: (late.length - 1) / 2, y: late.reduce((sum, value) => sum + value, 0) / late.length };
  const products = late.map((value, x) => (x - middle.x) * (value - middle.y));
  const squares = late.map((_, x) => (x - middle.x) ** 2);
  return products.reduce((sum, value) => sum + value, 0) / squares.reduce((sum, value) => sum + value, 0);
}

function shown(sample: Sample | undefined): string {
  if (!sample) return 'nothing';
  return parts
    .map((part) => `${part} ${(sample[part].bytes / mebibyte).toFixed(0)} MiB, ${sample[part].files} files`)
    .join('; ');
}
