import { isDomainError, type ErrorCode } from '../base/errors';
import type { Failure, FailureClass } from './outcome';

/**
 * A run that did not do what it was for. Its failure is whole: what is written of it has its secrets taken out first and is
 * cut to the bounds of an outcome then.
 */
export class RunFailure extends Error {
  override readonly name = 'RunFailure';

  constructor(
    readonly failure: Failure,
    options?: ErrorOptions,
  ) {
    super(failure.reason, options);
  }
}

/** Why a run was made to stop before its end. */
export type StopReason = 'requested' | 'deadline' | 'silent' | 'fenced' | 'terminated';

/** What a run's abort signal carries: why, and how long Terraform may take to end by itself. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';

  constructor(
    readonly why: StopReason,
    readonly graceMs: number,
  ) {
    super(`stopped: ${why}`);
  }
}

const classes: Partial<Record<ErrorCode, FailureClass>> = {
  StateLocked: 'locked',
  StateFenced: 'fenced',
  StateVanished: 'fenced',
  QuotaExceeded: 'quota',
  PolicyDenied: 'policy',
  BundleCorrupt: 'configuration',
  Misconfigured: 'configuration',
  InvalidRequest: 'configuration',
  Unreachable: 'unreachable',
};

/** A failure of a class with its reason, ready to throw. */
export function runFailure(cls: FailureClass, reason: string, addresses: string[] = []): RunFailure {
  return new RunFailure({ class: cls, reason, addresses });
}

/** The failure that an error of any kind stands for, whole. */
export function failureFrom(error: unknown): Failure {
  if (error instanceof RunFailure) return error.failure;
  if (isDomainError(error)) return whole(classes[error.code] ?? 'unknown', error.message);
  const { name, message } = error as Error;
  return whole(classOf(error), `${name}: ${message}`);
}

function whole(cls: FailureClass, reason: string): Failure {
  return { class: cls, reason, addresses: [] };
}

function classOf(error: unknown): FailureClass {
  if (isTransient(error)) return 'unreachable';
  return isRefusal(error) ? 'permission' : 'unknown';
}

const refusalNames =
  /AccessDenied|UnauthorizedOperation|UnrecognizedClient|AuthFailure|OptInRequired|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch/;

/** Whether AWS refused a call of ours, as its services' "Common errors" pages name refusals. */
export function isRefusal(error: unknown): boolean {
  return refusalNames.test(String((error as { name?: string }).name));
}

const transientNames = /throttl|timeout|slowdown|requestlimit|temporarilyunavailable|serviceunavailable/i;
const networkCodes = /^(ECONN|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH)/;

const passing = new Set<ErrorCode>(['VersionConflict', 'Unreachable', 'ClaimTooEarly']);

/** Whether a later attempt may succeed: no response, a 5xx, a throttle, or credentials that are just being renewed. */
export function isTransient(error: unknown): boolean {
  if (isDomainError(error)) return passing.has(error.code);
  const {
    name = '',
    code = '',
    $metadata,
  } = error as {
    name?: string;
    code?: string;
    $metadata?: { httpStatusCode?: number };
  };
  if (networkCodes.test(String(code)) || transientNames.test(name)) return true;
  if (/^(ExpiredToken|RequestExpired|CredentialsProviderError)/.test(name)) return true;
  const status = $metadata?.httpStatusCode;
  return status !== undefined && (status >= 500 || status === 429);
}
