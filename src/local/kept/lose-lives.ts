import type { Present } from '../../domain/environment/environment';
import { type Failure, failureOf } from '../../domain/environment/outcome';
import { formatMinute } from './format-minute';
import type { EmulatorName } from './kept-record';
import type { Lives } from './lives';
import { listOfLives, type OfLife } from './list-of-lives';

/** Which emulators are gone, since when as far as that is known, and where the target is asked for what it still holds. */
export interface Gone {
  names: readonly EmulatorName[];
  since: Date | undefined;
  targetUrl: string;
}

const held: Record<EmulatorName, string> = {
  hub: 'its Terraform state, its plans and its logs',
  target: 'all of its resources',
};

/** Records of every present life that the emulators which it was on are gone; returns the lives as they were. */
export async function loseLives(lives: Lives, gone: Gone): Promise<Present[]> {
  const present = await lives.present();
  const left = present.length > 0 && !gone.names.includes('target') ? await whatIsLeft(gone, present) : [];
  for (const life of present) {
    const arns = left.filter((one) => one.life === life.id).map(({ arn }) => arn);
    await lives.lose(life, failureWith(gone, arns));
  }
  return present;
}

/** What cannot be asked for is not named; that the life is lost does not depend on it. */
function whatIsLeft({ targetUrl }: Gone, present: Present[]): Promise<OfLife[]> {
  return listOfLives(targetUrl).then(
    (found) => found.filter(({ life }) => present.some(({ id }) => id === life)),
    () => [],
  );
}

function failureWith({ names, since }: Gone, left: string[]): Failure {
  const gone = names.map((name) => `that of the ${name} with ${held[name]}`).join(', and ');
  const when = since === undefined ? '' : `; last seen ${formatMinute(since)}`;
  const still = left.length > 0 ? ` The emulator of the target still has ${left.length} with its tags:` : '';
  const reason =
    `An AWS emulator of this local plane, which keeps everything in memory, has ended: ${gone}${when}. ` +
    `'idp destroy' removes the life from the list, without a receipt; then create it again.${still}`;
  return failureOf('emulator-lost', reason, left);
}
