import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Target } from '../../config/target';
import type { Environment } from '../../domain/environment/environment';
import type { PlanJson } from '../../domain/terraform/plan-json';
import { serviceOf } from '../../domain/resources/service-of';
import { howToTrust } from '../../bundle/terraform/classify-failure';
import { type RunFailure, runFailure } from '../../domain/environment/run-failure';
import { changesOnAws, questionsOf, typesNotKnown } from './planned-questions';
import { principalOf } from './principal';
import { howToOffer, refusalText, wholeServices } from './refusal-text';
import { findRefused } from './simulate';

/** What is about to be applied, for which environment and where. */
export interface Applying {
  plan: PlanJson;
  target: Target;
  environment: Pick<Environment, 'name' | 'tags'>;
}

/** The target's APIs. */
interface PermissionDeps {
  iam: IAMClient;
  sts: STSClient;
}

/** Longer names are cut by the label module, to what AWS allows for its shortest. */
const shortestName = 17;

/**
 * Refuses (class `permission`) a plan that the target's role may not apply, read again or destroy, as IAM itself simulates
 * it; a plan without anything of AWS costs no call.
 */
export async function checkPermissions(applying: Applying, deps: PermissionDeps): Promise<void> {
  const { plan, target, environment } = applying;
  const changes = changesOnAws(plan);
  if (changes.length === 0) return;
  refuseUnknown(typesNotKnown(changes), target);
  const { arn, account } = await principalOf(target, deps.sts);
  const namePrefix = `idp-${environment.name}`.slice(0, shortestName);
  const place = { region: target.region, account, namePrefix, tags: environment.tags };
  const refused = await findRefused(deps.iam, arn, questionsOf(plan, place)).catch((error: Error) => {
    throw explain(error, arn);
  });
  if (refused.length === 0) return;
  const types = new Set(refused.flatMap((question) => question.types));
  const addresses = changes.filter(({ type }) => types.has(type)).map(({ address }) => address);
  throw runFailure('permission', refusalText(arn, refused, target), addresses);
}

/** What a type of which nothing is recorded or derived needs, nobody can ask: it is left to a target that offers its service as a whole. */
function refuseUnknown(known: string[], target: Target): void {
  const types = known.filter((type) => !target.services?.includes(serviceOf(type)));
  if (types.length === 0) return;
  const [verb, them] = types.length === 1 ? ['is', 'it'] : ['are', 'them'];
  const why = `no IAM actions are recorded or derived for creating, reading and deleting ${them}`;
  const lacks = `target '${target.name}' does not offer ${wholeServices(types.map(serviceOf))} as a whole`;
  const reason = `${types.join(', ')} ${verb} not supported yet: ${why}, and ${lacks}. Nothing was created. ${howToOffer(target)}, then retry.`;
  throw runFailure('configuration', reason);
}

/** What IAM's own refusals mean here; any other error is as it is. */
function explain(error: Error, principal: string): RunFailure | Error {
  const { name, message } = error;
  if (/sts:AssumeRole/.test(message))
    return runFailure('permission', `${principal} cannot be assumed: ${message}. ${howToTrust}.`);
  if (/^AccessDenied/.test(name))
    return runFailure(
      'permission',
      `The permissions of ${principal} cannot be checked: ${message}. Grant it iam:SimulatePrincipalPolicy on its own ARN (docs/targets.md), then retry.`,
    );
  if (/^NoSuchEntity/.test(name))
    return runFailure(
      'configuration',
      `IAM has no role ${principal}: ${message}. Correct the role in the target's configuration, including its path.`,
    );
  return error;
}
