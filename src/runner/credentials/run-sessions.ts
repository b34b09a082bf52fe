import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { Target } from '../../config/target';
import {
  artifactsPolicy,
  entryPolicy,
  hubPolicy,
  previewPolicy,
  type RunScope,
  targetPolicy,
} from './run-policies';
import { type OpenSession, renewing } from './renewing';

/** The sessions of the role of runs that one run has: each may do one thing, and is renewed before it ends. */
export interface RunSessions {
  /** Its life in the hub, and itself. */
  hub: OpenSession;
  /** What another run of the life left. */
  leftBy: (run: string) => OpenSession;
  /** How a target is configured. */
  about: (target: string) => OpenSession;
  /** The way into a target. */
  into: (target: Target) => OpenSession;
}

/** Of whom the sessions are: the ARN of the role of runs, and the run. */
export interface RunIdentity extends RunScope {
  role: string;
}

/**
 * Opens sessions of the role of runs with the identity of this build, which may do little else. Each lasts an hour at most,
 * as AWS has it for a role that a role takes; so does one that is opened from it.
 */
export function runSessions({ role, ...scope }: RunIdentity): RunSessions {
  const open = once((policy: string) => {
    const RoleSessionName = `leasehold-${scope.run}`;
    const assume = fromTemporaryCredentials({ params: { RoleArn: role, RoleSessionName, Policy: policy } });
    return renewing(() => assume());
  });
  return {
    hub: open(scope.isPreview ? previewPolicy(scope) : hubPolicy(scope)),
    leftBy: (run) => open(artifactsPolicy(scope, run)),
    about: (target) => open(entryPolicy(target)),
    into: ({ roleArn = 'no role' }) => open(targetPolicy(roleArn)),
  };
}

/** The same session for the same policy. */
function once(open: (policy: string) => OpenSession): (policy: string) => OpenSession {
  const opened = new Map<string, OpenSession>();
  return (policy) => {
    const session = opened.get(policy) ?? open(policy);
    opened.set(policy, session);
    return session;
  };
}
