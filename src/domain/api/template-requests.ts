import * as z from 'zod';
import { RetiredVersion, TemplatePin } from '../template/template';
import { VersionSource } from '../template/version-source';
import { PlainTemplateName } from '../template/template-name';

/** As much as a bundle may hold, unpacked or not. */
export const mostUploadBytes = 64 * 1024 * 1024;
const BundleDigest = TemplatePin.shape.bundle.describe('The SHA-256 of the zip archive, in hex.');

/** `POST /bundles`: what is to be uploaded. */
export const UploadBundleBody = z.strictObject({
  digest: BundleDigest,
  bytes: z.number().int().min(1).max(mostUploadBytes).describe('The length of the zip archive.'),
});
export type UploadBundleBody = z.infer<typeof UploadBundleBody>;

/** `POST /templates`: which upload is published under which name. */
export const PublishTemplateBody = z.strictObject({
  team: PlainTemplateName.describe('The team in whose namespace it is published.'),
  template: PlainTemplateName,
  bundle: BundleDigest,
  source: VersionSource.optional().describe('The commit that it was read from, which the catalog shows.'),
});
export type PublishTemplateBody = z.infer<typeof PublishTemplateBody>;

/** `POST /trials`: which upload is tried, as the template that it would be published as. */
export const RequestTrialBody = PublishTemplateBody.pick({ team: true, template: true, bundle: true });
export type RequestTrialBody = z.infer<typeof RequestTrialBody>;

/** `POST /templates/{team}/{template}/accept`: the version whose types of resources are accepted. */
export const AcceptTemplateBody = z.strictObject({ version: TemplatePin.shape.version });

/** `POST /templates/{team}/{template}/retire`. */
export const RetireTemplateBody = RetiredVersion.pick({ version: true, as: true, reason: true });
export type RetireTemplateBody = z.infer<typeof RetireTemplateBody>;

/** The digest of a bundle in a path. */
export const BundleParams = z.strictObject({ digest: BundleDigest });
/** The name of a template in a path. */
export const TemplateParams = z.strictObject({ template: PlainTemplateName });
/** The name of a team's template in a path. */
export const TeamTemplateParams = z.strictObject({ team: PlainTemplateName, template: PlainTemplateName });

/** The files of docs/schemas, as a path names them. */
export const SchemaFile = z.enum(['template.json', 'config.json', 'stage.json', 'stack.json']);
export type SchemaFile = z.infer<typeof SchemaFile>;
/** The name of a schema in a path. */
export const SchemaParams = z.strictObject({ file: SchemaFile });
