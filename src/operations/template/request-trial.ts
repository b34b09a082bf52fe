import type { Actor } from '../../domain/access/actor';
import { authorizeTrial } from '../../domain/access/authorize';
import type { TrialView } from '../../domain/api/responses';
import type { RequestTrialBody } from '../../domain/api/template-requests';
import { makeRoom } from '../../domain/template/catalog-room';
import { entryOf, unacceptedTypes, underPolicy } from '../../domain/template/offer';
import { trialEnd, triedVersion, withTrial } from '../../domain/template/trial';
import type { Deps } from '../ports/deps';
import type { PublishingPorts } from '../ports/publishing';
import { isPublished, judgeUpload } from './judge-upload';

type TrialDeps = PublishingPorts & Pick<Deps, 'clock' | 'targets'>;

/**
 * Lets whoever asks make an environment of an upload that is not published, for an hour:
 * 1. reads it as publication does, and refuses what that would refuse,
 * 2. writes the bundle where those of published versions are, from which none is ever removed: what lives of it can be destroyed,
 * 3. and then the trial, which no list shows and nobody else can use. Requested again, it is good for an hour from then.
 */
export async function requestTrial(
  { actor, team, template, bundle: digest }: RequestTrialBody & { actor: Actor },
  deps: TrialDeps,
): Promise<TrialView> {
  authorizeTrial(actor, { team, template });
  const name = `${team}/${template}`;
  const { zip, ...version } = await judgeUpload(name, digest, deps);
  await deps.catalogChanges.writeBundle(version.bundle, zip);
  const now = deps.clock();
  const of = { ...version, publishedAt: now, publishedBy: actor.id };
  const catalog = await deps.catalogChanges.change((before) => {
    isPublished(before, of);
    return makeRoom(withTrial(before, of, { by: actor.id, now }), name);
  });
  const found = triedVersion(catalog, version) ?? underPolicy(catalog, name, version.version);
  const unaccepted = unacceptedTypes(found, entryOf(catalog, name));
  return { ...found, unaccepted, expiresAt: trialEnd(now) };
}
