import * as z from 'zod';
import { ImportedObject } from '../environment/adopt/imported-object';
import { AdoptRequest } from '../environment/adopt/adopted-state';
import { EnvironmentKey, EnvironmentName } from '../environment/environment-name';
import { longestAddress } from '../environment/outcome';
import { SleepScheduleText } from '../environment/sleep/sleep-schedule';
import { PreviewSource } from '../access/preview-source';
import { SourceRepository } from '../image/image-repository';
import { SourceFolder, SourceRef } from '../image/image-source';
import { Ttl } from '../lease';
import { TemplatePin } from '../template/template';
import { TemplateName } from '../template/template-name';

import {
  Version,
  KeptVersion,
  Unset,
  RequestInputs,
  Team,
  ActorId,
  PlanDigest,
  Permanent,
  Sleep,
  PlanOnly,
  ttlOrPermanent,
  GivenReferences,
} from './request-fields';

/** `POST /environments`. */
export const CreateEnvironmentBody = z
  .strictObject({
    name: EnvironmentName,
    template: TemplateName,
    ttl: Ttl.optional().describe(
      "Length of the lease, such as 30m, 36h, 7d or 1d12h; default: the template's.",
    ),
    inputs: RequestInputs.optional(),
    references: GivenReferences.optional(),
    version: Version.optional(),
    trial: TemplatePin.shape.bundle
      .optional()
      .describe('The bundle of a trial that you requested, instead of a published version.'),
    target: z.string().min(1).max(64).optional(),
    team: Team.optional(),
    permanent: Permanent.optional(),
    sleep: Sleep.optional(),
    planOnly: PlanOnly.optional(),
    adopt: AdoptRequest.optional().describe(
      'A Terraform state that you uploaded (`POST /states`), which the environment takes over with its first apply.',
    ),
    source: PreviewSource.optional().describe('What a preview is made from; for workflows of pull requests.'),
    owner: ActorId.optional().describe('An owner other than the caller; for admins.'),
  })
  .meta(ttlOrPermanent);
export type CreateEnvironmentBody = z.infer<typeof CreateEnvironmentBody>;

/**
 * `PATCH /environments/{name}`: inputs given replace those of the same name, those in `unset` go back to the template's
 * default, the others stay as they were given.
 */
export const ChangeEnvironmentBody = z
  .strictObject({
    inputs: RequestInputs.optional(),
    unset: Unset.optional(),
    version: KeptVersion.optional(),
    planOnly: PlanOnly.optional(),
    import: ImportedObject.optional().describe('An existing object to import; without any other change.'),
  })
  .refine((given) => countOf(given) > 0, {
    path: ['inputs'],
    message: '(or unset, version or import) is required; there is nothing to change',
  })
  .refine((given) => given.import === undefined || countOf(given) === 1, {
    path: ['import'],
    message: 'cannot be combined with inputs, unset or version: its plan shows the import and nothing else',
  })
  .meta({
    anyOf: [
      { required: ['inputs'] },
      { required: ['unset'] },
      { required: ['version'] },
      { required: ['import'] },
    ],
  });
export type ChangeEnvironmentBody = z.infer<typeof ChangeEnvironmentBody>;

function countOf({ inputs, unset, version, import: taken }: Record<string, unknown>): number {
  return [inputs, unset, version, taken].filter((one) => one !== undefined).length;
}

/** `POST /environments/{name}/extend`: the time added to the end of the lease. */
export const ExtendEnvironmentBody = z.strictObject({ ttl: Ttl });

/** `POST /environments/{name}/schedule`: when it is put to sleep and woken; null takes the schedule away. */
export const ScheduleSleepBody = z.strictObject({ sleep: SleepScheduleText.nullable() });

/** `POST /environments/{name}/approve`. */
export const ApprovePlanBody = z.strictObject({ planDigest: PlanDigest });

/** `POST /environments/{name}/reject`. */
export const RejectPlanBody = z.strictObject({
  planDigest: PlanDigest,
  reason: z.string().max(500).optional(),
});

/** `POST /environments/{name}/unlock`: the id of the lock that was seen, so that a newer one is left alone. */
export const UnlockStateBody = z.strictObject({ lockId: z.string().min(1).max(200) });

/** `POST /environments/{name}/disown`: the address as the failure of the destroy names it. */
export const DisownResourceBody = z.strictObject({ address: z.string().min(1).max(longestAddress) });

/** `POST /estimates`. */
export const EstimateCostBody = z
  .strictObject({
    name: EnvironmentName.optional().describe(
      'The name of the new environment; an invalid name is refused here, before any confirmation.',
    ),
    template: TemplateName,
    version: Version.optional(),
    inputs: RequestInputs.optional(),
    references: GivenReferences.optional(),
    ttl: Ttl.optional(),
    permanent: Permanent.optional(),
    sleep: Sleep.optional(),
    target: z.string().min(1).max(64).optional(),
    team: Team.optional(),
    changes: EnvironmentKey.optional().describe(
      'An existing environment of that template to estimate a change of; its inputs are included, and nothing is written.',
    ),
    unset: Unset.optional().describe('Only with `changes`: names of inputs to reset.'),
  })
  .refine(({ changes, unset }) => changes !== undefined || unset === undefined, {
    path: ['unset'],
    message: 'is only valid with changes',
  })
  .meta({ ...ttlOrPermanent, dependentRequired: { unset: ['changes'] } });
export type EstimateCostBody = z.infer<typeof EstimateCostBody>;

/** `POST /image-builds`. */
export const BuildImageBody = z.strictObject({
  repository: SourceRepository.describe('A GitHub repository that this stage builds, `owner/name`.'),
  ref: SourceRef,
  context: SourceFolder.default('.'),
});
export type BuildImageBody = z.infer<typeof BuildImageBody>;

/** A request whose path says it all; it may have an empty body or none. */
export const NoBody = z.strictObject({}).default({});
