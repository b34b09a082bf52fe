import { row } from '../error-row';

/** What goes wrong where templates are published, tried and withdrawn. */
export const publishingErrors = {
  VersionPublished: row(
    'conflict',
    (d: { template: string; version: string }) =>
      `${d.template} ${d.version} is already published with different content. Raise the version in its template.yaml.`,
  ),
  VersionWithdrawn: row(
    'conflict',
    (d: { template: string; version: string; newest: string | null }) =>
      `${d.template} ${d.version} is withdrawn: environments can no longer be created, changed or applied with it. ${d.newest === null ? 'No other version is offered.' : `Use version ${d.newest}.`}`,
    'version',
  ),
  TemplateRefused: row(
    'invalid',
    (d: { template: string; reasons: string[] }) => `${d.template} is not published: ${d.reasons.join('; ')}`,
  ),
  BundleNotUploaded: row(
    'not-found',
    (d: { digest: string }) =>
      `There is no uploaded bundle with the digest ${d.digest}; an upload is kept for a day. Upload it again with 'idp template publish'.`,
    'bundle',
  ),
  CatalogFull: row(
    'conflict',
    (d: { whose: string; bytes: number; most: number }) =>
      `${d.whose} would have ${d.bytes} bytes in the catalog, at most ${d.most} are allowed. Withdraw old versions ('idp template withdraw'), which makes room, or shorten descriptions.`,
  ),
  BundleReplaced: row(
    'conflict',
    (d: { digest: string; got: string }) =>
      `What was uploaded as the bundle ${d.digest} has the digest ${d.got}. Nothing was published; upload it again with 'idp template publish'.`,
    'bundle',
  ),
  TrialNotFound: row(
    'not-found',
    (d: { template: string; digest: string }) =>
      `You have no trial of ${d.template} with the bundle ${d.digest}; a trial can be used for an hour, by the person who requested it. Run 'idp template check' again.`,
    'trial',
  ),
  TooManyTrials: row(
    'conflict',
    (d: { most: number; ttl: string }) =>
      `There are too many trials at the same time (at most ${d.most} for one person); each ends after ${d.ttl} at the latest. Try again later, or use 'idp template check --no-trial'.`,
  ),
  BundleCorrupt: row(
    'broken',
    (d: { digest: string; got: string }) =>
      `The template bundle ${d.digest} has digest ${d.got}; publish it again.`,
  ),
};
