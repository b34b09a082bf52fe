import type { Condition, PolicyDocument, Statement } from '../plan/policy-document';
import { failed, notAssessed, passed, type Verdict } from '../verdict';

/** Conditions that leave only some of those who are named. */
const narrowing =
  /^(aws:(source(arn|account|vpc|vpce|vpcarn|ip|orgid|orgpaths|owner)|principal(arn|account|orgid|orgpaths|tag\/.+|isawsservice|servicename|type)|userid|username|vpcsourceip)|kms:(calleraccount|viaservice|grantisforawsresource)|s3:(dataaccesspointaccount|dataaccesspointarn)|.*:sub|.*:aud|sns:endpoint|lambda:functionurlauthtype)$/i;

export function isForEveryone({ principals }: Statement): boolean {
  return principals.known.some((one) => one === '*' || /^(AWS|\*):\*$/.test(one));
}

export function isNarrowed({ conditions }: Statement): boolean {
  return conditions.some(
    ({ test, variable, values }) =>
      narrowing.test(variable) &&
      !/not/i.test(test) &&
      !values.some((value) => /^(\*|0\.0\.0\.0\/0|::\/0)$/.test(value)),
  );
}

/** Whether a statement refuses everyone who does not use TLS; `service` is the prefix of its actions. */
export function refusesPlain(statement: Statement, service: string): boolean {
  const { isAllow, isInverted, actions, conditions } = statement;
  const coversAll = actions.known.some((one) => one === '*' || one.toLowerCase() === `${service}:*`);
  return (
    !isAllow &&
    !isInverted &&
    coversAll &&
    isForEveryone(statement) &&
    conditions.length === 1 &&
    conditions.every(isPlain)
  );
}

function isPlain({ test, variable, values }: Condition): boolean {
  return (
    /^bool(ifexists)?$/i.test(test) &&
    variable.toLowerCase() === 'aws:securetransport' &&
    values.length > 0 &&
    values.every((value) => value.toLowerCase() === 'false')
  );
}

/** Whether some statement does what is not wanted; what is not known of a policy may do it. */
export function noStatement(
  policy: PolicyDocument | undefined,
  isWrong: (statement: Statement) => boolean | 'maybe',
  { value, fix }: { value: string; fix: string },
): Verdict {
  if (policy === undefined) return notAssessed('its policy is known only after apply');
  const found = policy.statements.map(isWrong);
  if (found.includes(true)) return failed(value, fix);
  if (!policy.whole || found.includes('maybe'))
    return notAssessed('parts of its policy are known only after apply');
  return passed;
}

/** Whether a statement lets everyone in. */
export function isPublic(statement: Statement): boolean | 'maybe' {
  if (!statement.isAllow || isNarrowed(statement)) return false;
  if (isForEveryone(statement)) return true;
  return statement.principals.more ? 'maybe' : false;
}
