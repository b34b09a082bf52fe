import { createHash } from 'node:crypto';
import * as z from 'zod';
import { DomainError } from '../domain/base/errors';
import { parseJsonRecord } from '../domain/base/parse';
import type { ProcessEnvironment } from './read-config';

/** Which document of the catalog bucket holds the variables that grow with a stage: its name is its digest. */
export const SettingsConfig = z.object({
  LEASEHOLD_SETTINGS: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'is not a SHA-256')
    .optional(),
  LEASEHOLD_CATALOG_BUCKET: z.string(),
});

/** Variables of functions and builds as one document: AWS gives a function 4 KB for all that it has. */
export interface SettingsDocument {
  digest: string;
  text: string;
}

const Variables = z.record(z.string(), z.string());

/** The document of these variables; the same variables make the same digest. */
export function settingsDocument(variables: Readonly<Record<string, string>>): SettingsDocument {
  const sorted = Object.entries(variables).sort(([one], [other]) => (one < other ? -1 : 1));
  const text = JSON.stringify(Object.fromEntries(sorted));
  return { digest: digestOf(text), text };
}

/** Where the document of a digest lies in the catalog bucket. */
export function settingsKey(digest: string): string {
  return `settings/${digest}.json`;
}

/** The variables of the document with that digest; Misconfigured where it is absent or another. */
export function readSettings(bytes: Uint8Array | null, digest: string): ProcessEnvironment {
  if (bytes === null) throw misconfigured(`${settingsKey(digest)} is not in the catalog; deploy the stage`);
  if (digestOf(bytes) !== digest)
    throw misconfigured(`${settingsKey(digest)} is not the document that was deployed`);
  return parseJsonRecord(Variables, bytes, settingsKey(digest));
}

function misconfigured(reason: string): DomainError<'Misconfigured'> {
  return new DomainError('Misconfigured', { name: 'LEASEHOLD_SETTINGS', reason });
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
