import { howToTrust } from '../../bundle/terraform/classify-failure';
import type { Redaction } from '../../domain/base/redaction';
import { failureFrom, type RunFailure, runFailure } from '../../domain/environment/run-failure';
import { sessionsOf, type TargetAccess } from '../verify/probe/target-client';
import { type OpenSession, renewing } from './renewing';
import { type CredentialServer, serveCredentials } from './serve-credentials';

/**
 * Serves sessions of the target's role to Terraform, each for an hour at most, as AWS has it for a role that a role takes:
 * the runner's own credentials stay with the runner. What is served is redacted from then on. Throws (class `permission`,
 * or as the error has it) when no session can be opened.
 */
export async function serveTarget(access: TargetAccess, redaction: Redaction): Promise<CredentialServer> {
  const session = renewing(async () => {
    const credentials = await openSession(access);
    redaction.learn([credentials.secretAccessKey, credentials.sessionToken]);
    return credentials;
  });
  // Whoever may not take the role learns it here, and not from Terraform's words about its provider.
  await session();
  const server = await serveCredentials(session);
  redaction.learn(server.variables.AWS_CONTAINER_AUTHORIZATION_TOKEN);
  return server;
}

async function openSession(access: TargetAccess): ReturnType<OpenSession> {
  const session = sessionsOf(access);
  return session().catch((error: unknown) => {
    throw explain(error, access);
  });
}

function explain(error: unknown, { target }: TargetAccess): RunFailure {
  const { class: cls, reason } = failureFrom(error);
  const advice = cls === 'permission' ? ` ${howToTrust}.` : '';
  return runFailure(cls, `${target.roleArn} cannot be assumed: ${reason}.${advice}`);
}
