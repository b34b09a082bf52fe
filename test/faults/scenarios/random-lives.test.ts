import type { KnownSite } from '../lab/fault-points';
import { drawLives } from '../model/random-lives';

const known = (site: string): KnownSite => ({ site, writes: true, ending: 'expires', calls: 2 });
const sites = Array.from({ length: 20 }, (_, index) => known(`api DynamoDB PutItem ${index}`));
const pointsOf = (seen: KnownSite[]) => drawLives(7, 50, seen).map(({ chances = [] }) => chances);

it('draws the same schedules from the same seed, and others from another', () => {
  const again = drawLives(7, 50, [...sites].reverse());

  expect(drawLives(7, 50, sites)).toEqual(again);
  expect(drawLives(8, 50, sites)).not.toEqual(again);
});

it('keeps every draw that does not fall on a site which was not seen the last time', () => {
  const before = pointsOf(sites).flat();
  const after = pointsOf([...sites, known('sweep DynamoDB PutItem ENV')]).flat();

  const moved = after.filter(({ site }) => site.startsWith('sweep'));
  const kept = after.filter((point, index) => JSON.stringify(point) === JSON.stringify(before[index]));
  expect(moved.length).toBeGreaterThan(0);
  expect(kept).toHaveLength(before.length - moved.length);
});
