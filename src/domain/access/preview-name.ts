import * as z from 'zod';

/** The name that a file of a repository gives to the preview that is made from it, as a part of the environment's name. */
export const GivenName = z
  .string()
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'must be lower-case letters and digits, with single dashes between them',
  )
  .max(12);

/** What every preview of a pull request has in its name: `pr-<number>`, and a hash of who the pull request is. */
export interface PreviewNameParts {
  pull: string;
  hash: string;
}

/** The parts of a preview's name; undefined for one that an earlier release made, which has no hash. */
export function previewNameParts(name: string): PreviewNameParts | undefined {
  const [, pull, hash] = /^(pr-\d+)-(?:.*-)?([0-9a-f]{8})$/.exec(name) ?? [];
  return pull === undefined || hash === undefined ? undefined : { pull, hash };
}
