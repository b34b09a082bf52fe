import { counted } from '../../domain/base/counted';
import type { Present } from '../../domain/environment/environment';
import { listOfLives } from './list-of-lives';
import type { KeptPlane } from './keep-plane';
import { emulatorNames, type EmulatorName } from './kept-record';
import { Lives } from './lives';
import { loseLives } from './lose-lives';

/** A plane that has its stores and does not run yet. */
export interface TakenUp {
  kept: KeptPlane;
  registryUrl: string;
  targetUrl: string;
  notice: (line: string) => void;
}

/** Before anything works on them: says which lives the plane has from the one before, and records which of them went with an emulator. */
export async function takeUpLives(plane: TakenUp): Promise<void> {
  const { kept, registryUrl, targetUrl, notice } = plane;
  const names = emulatorNames.filter((name) => kept.record.lost.includes(name));
  const lives = new Lives(registryUrl);
  try {
    const present = await loseOrKeep(lives, names, { since: kept.lastSeenAt, targetUrl });
    await kept.update({ lost: [] });
    if (present.length > 0) notice(sayTaken(present, names));
    for (const life of present.filter(({ run }) => run !== null)) await lives.lookSoon(life);
    if (!names.includes('target')) await nameStrays(targetUrl, present, notice);
  } finally {
    lives.close();
  }
}

function loseOrKeep(
  lives: Lives,
  names: EmulatorName[],
  where: { since: Date | undefined; targetUrl: string },
): Promise<Present[]> {
  return names.length === 0 ? lives.present() : loseLives(lives, { names, ...where });
}

function sayTaken(present: Present[], gone: EmulatorName[]): string {
  const count = `${counted(present.length, 'life', 'lives')} of the previous plane`;
  if (gone.length === 0) return `taken up: ${count}: ${nameLives(present)}`;
  return `lost (emulator-lost, the ${gone.join(' and the ')} had ended): ${count}: ${nameLives(present)}`;
}

/** What a line has room for. */
const mostNamed = 20;

/** Lives by name and status, and how many there are besides those that are named. */
export function nameLives(lives: readonly Present[]): string {
  const named = lives.slice(0, mostNamed).map(({ name, status, run }) => `${name} (${run?.phase ?? status})`);
  const more = lives.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** What an earlier life left in the emulator, or a life that was forgotten: nobody looks after it. */
async function nameStrays(targetUrl: string, present: Present[], notice: TakenUp['notice']): Promise<void> {
  const strays = (await listOfLives(targetUrl)).filter(({ life }) => !present.some(({ id }) => id === life));
  if (strays.length === 0) return;
  const named = strays.slice(0, mostNamed).map(({ arn, life }) => `${arn} (life ${life})`);
  notice(`not part of any life: ${strays.length} in the target's emulator: ${named.join(', ')}`);
}
