import { createHash } from 'node:crypto';
import { type FaultKind, pointName, type Site } from './fault';
import type { FaultPlan } from './fault-plan';
import type { Ending } from '../model/full-life';
import type { PlacedPoint } from '../model/pack-lives';

/** What is known of a site from lives in which nothing went wrong. */
export interface KnownSite {
  site: Site;
  writes: boolean;
  /** How a life goes in which the site is reached, and how often it is then; null for calls that are for no life alone. */
  ending: Ending | null;
  calls: number;
}

/** The sites that these lives reached; one that several reach is taken where it is reached most often. */
export function sitesOf(
  { counts, writing }: FaultPlan,
  lives: { name: string; ending: Ending }[],
): KnownSite[] {
  const known = new Map<Site, KnownSite>();
  for (const [life, sites] of counts) {
    const ending = lives.find(({ name }) => name === life)?.ending ?? null;
    for (const [site, calls] of sites) {
      const before = known.get(site);
      if (before && before.calls >= calls && before.ending !== null) continue;
      known.set(site, { site, writes: writing.has(site), ending, calls });
    }
  }
  return [...known.values()].sort((a, b) => (a.site < b.site ? -1 : 1));
}

/** What may happen to a call: one that only reads has no effect to be lost or doubled. */
export function kindsFor({ site, writes, ending }: KnownSite): FaultKind[] {
  const own: FaultKind[] = mayDie({ site, ending }) ? ['dies'] : [];
  if (site.startsWith('sweep ')) own.push('freezes');
  if (site.endsWith(' PutEvents')) own.push('partly');
  return writes ? [...own, 'before', 'after', 'twice'] : [...own, 'before'];
}

/** AWS's own services do not die; and which runner is to, when nobody knows for which life it calls? */
function mayDie({ site, ending }: Pick<KnownSite, 'site' | 'ending'>): boolean {
  return !site.startsWith('workflows ') && (!site.startsWith('runner ') || ending !== null);
}

/** Every fault at the first, at the middle and at the last call of a site, and a death at the second too. */
export function everyPoint(sites: KnownSite[]): PlacedPoint[] {
  return sites.flatMap((known) =>
    placesOf(known).map((place) => ({ ...place, site: known.site, ending: known.ending })),
  );
}

function placesOf(known: KnownSite): { occurrence: number; kind: FaultKind }[] {
  const kinds = kindsFor(known);
  const occurrences = new Set([1, Math.ceil(known.calls / 2), known.calls]);
  const places = [...occurrences].flatMap((occurrence) => kinds.map((kind) => ({ occurrence, kind })));
  // What was done once is what a process that starts anew finds.
  const diesAtSecond = known.calls > 1 && !occurrences.has(2) && kinds.includes('dies');
  return diesAtSecond ? [...places, { occurrence: 2, kind: 'dies' }] : places;
}

/** One fault for each site, the kinds taken in turn so that each kind is tried with each caller. */
export function onePointEach(sites: KnownSite[]): PlacedPoint[] {
  return sites.map((known, index) => {
    const kinds = kindsFor(known);
    const kind = kinds[index % kinds.length] ?? 'before';
    return { site: known.site, occurrence: 1, kind, ending: known.ending };
  });
}

/** The share `2/3` of the points, by a hash of each one's name: a site more or less moves no other point to another share. */
export function shareOf(points: readonly PlacedPoint[], share: string): PlacedPoint[] {
  const [number = 1, count = 1] = share.split('/').map(Number);
  return points.filter((point) => bucketOf(pointName(point), count) === number - 1);
}

function bucketOf(name: string, count: number): number {
  return createHash('sha256').update(name).digest().readUInt32BE() % count;
}
