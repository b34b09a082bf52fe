import { createHash } from 'node:crypto';
import { CliError } from '../../client/errors';
import type { Actor } from '../../client/typed/types';
import { previewNameParts } from '../../domain/access/preview-name';
import type { PreviewSource } from '../../domain/access/preview-source';

/** Where a trial of a folder is, each time that a pull request has one: beside its previews, and never taken for one. */
export interface TrialPlace {
  name: string;
  source: PreviewSource;
}

/** Why a workflow has no trial; undefined where it may have one. */
export function whyNoTrial({ preview, trials }: Actor): string | undefined {
  if (preview === undefined) return 'the workflow does not run for a pull request';
  return trials ? undefined : "the stage's rule for pull requests does not allow trials ('trials': true)";
}

/** The name is found again by the folder, whatever the template is called. */
export function placeOfTrial({ preview = '' }: Actor, folder: string): TrialPlace {
  const parts = previewNameParts(preview);
  if (!parts) throw oldPreview(preview);
  const called = `try-${createHash('sha256').update(folder).digest('hex').slice(0, 6)}`;
  const file = `${folder}/template.yaml`.slice(-200);
  return { name: `${parts.pull}-${called}-${parts.hash}`, source: { file, name: called } };
}

function oldPreview(preview: string): CliError {
  return new CliError(
    'conflict',
    `'${preview}' was named by an earlier release, and no trial can be created beside it.`,
    { code: 'OldPreview', hints: ['Close and reopen the pull request: it is created again.'] },
  );
}
