import * as z from 'zod';
import type { Issuer } from '../../config/hub';
import { counted } from '../../domain/base/counted';
import { CheckFailed } from './check';

const Discovery = z.looseObject({ issuer: z.string(), jwks_uri: z.url() });
const KeySet = z.looseObject({ keys: z.array(z.looseObject({})).min(1) });

const patienceMs = 10_000;

/** That an issuer publishes keys with which its tokens can be checked, under the very name that tokens carry. */
export async function checkIssuer({ issuer, jwks, jwksUri }: Issuer): Promise<string> {
  if (jwks) return `${counted(jwks.keys.length, 'key')} in the configuration`;
  const { keys } = await read(KeySet, jwksUri ?? (await discover(issuer)));
  return counted(keys.length, 'key');
}

async function discover(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const found = await read(Discovery, url);
  if (found.issuer === issuer) return found.jwks_uri;
  throw new CheckFailed(`${url} belongs to the issuer ${found.issuer}`, [
    'Write the issuer exactly as in the claim `iss` of its tokens, including a final slash.',
  ]);
}

async function read<Schema extends z.ZodType>(schema: Schema, url: string): Promise<z.output<Schema>> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    if (!response.ok) throw new Error(`it returned ${response.status}`);
    return schema.parse(await response.json());
  } catch (error) {
    throw new CheckFailed(`${url} cannot be used: ${causeOf(error)}`, [
      'The authorizer also fetches it from the internet: it must be public and valid.',
    ]);
  }
}

function causeOf(error: unknown): string {
  if (error instanceof z.ZodError) return 'it is not a valid OpenID Connect discovery document';
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
