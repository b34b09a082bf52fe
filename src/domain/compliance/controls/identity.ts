import { attributeControl, type Control, isAny, isTrue, namesSomething } from '../control';
import { blocksAt, isKnown, textAt, partAt } from '../plan/node';
import type { PlannedEstate, PlannedObject } from '../plan/planned-estate';
import { parsePolicy, policyDocumentIn, type PolicyDocument, type Statement } from '../plan/policy-document';
import { sternest, failed, notAssessed, passed, type Verdict } from '../verdict';
import { judgedByPart } from './parts';
import { isForEveryone, isNarrowed, isPublic, noStatement } from './statements';

const policies = ['aws_iam_policy', 'aws_iam_role_policy', 'aws_iam_user_policy', 'aws_iam_group_policy'];
const attachments = [
  'aws_iam_role_policy_attachment',
  'aws_iam_user_policy_attachment',
  'aws_iam_group_policy_attachment',
  'aws_iam_policy_attachment',
];
const narrower = 'name the actions and resources that are needed';

/** Whether a statement allows on all resources what `isTooMuch` finds among its actions. */
function allowsOnAll(isTooMuch: (action: string) => boolean) {
  return ({ isAllow, isInverted, actions, resources, conditions }: Statement): boolean | 'maybe' => {
    if (!isAllow || conditions.length > 0) return false;
    const tooMuch = isInverted || actions.known.some(isTooMuch);
    if (resources.known.some((one) => one === '*')) return tooMuch || (actions.more && 'maybe');
    return tooMuch && resources.more ? 'maybe' : false;
  };
}

const administers = allowsOnAll((action) => /^\*(:\*)?$/.test(action));
const ownsService = allowsOnAll((action) => /^(\*|[\w-]+:\*)$/.test(action));
const decrypts = allowsOnAll((action) => /^(\*|kms:(\*|d\*|de\*|decrypt\*?|reencrypt.*))$/i.test(action));

/** Judges each policy that an object holds: its own, and those that stand within a role. */
function holdsNone(isWrong: (statement: Statement) => boolean | 'maybe', value: string): Control['judge'] {
  return (one, estate) => {
    const documents = one.type === 'aws_iam_role' ? inlineOf(one) : [policyDocumentIn(estate, one)];
    if (documents === undefined) return notAssessed('inline_policy is known only after apply');
    return documents.length === 0
      ? undefined
      : sternest(documents.map((each) => noStatement(each, isWrong, { value, fix: narrower })));
  };
}

function inlineOf(role: PlannedObject): (PolicyDocument | undefined)[] | undefined {
  const blocks = blocksAt(role, 'inline_policy');
  if (blocks === undefined)
    return role.written?.block.expressions['inline_policy'] === undefined ? [] : undefined;
  return blocks
    .filter((block) => !isKnown(partAt(block, 'policy')) || isAny(partAt(block, 'policy').value))
    .map((block) => parsePolicy(textAt(block, 'policy') ?? ''));
}

function attachesNoAdministrator(one: PlannedObject): Verdict {
  const arn = partAt(one, 'policy_arn');
  if (!isKnown(arn)) return passed;
  return /:aws:policy\/(AdministratorAccess|IAMFullAccess|PowerUserAccess)$/.test(String(arn.value))
    ? failed(`policy_arn is ${String(arn.value)}`, 'attach a policy of what is needed')
    : passed;
}

function trustsSomebody(one: PlannedObject, estate: PlannedEstate): Verdict {
  const isOpen = (statement: Statement) =>
    statement.isAllow && isForEveryone(statement) && !isNarrowed(statement);
  return noStatement(policyDocumentIn(estate, one, 'assume_role_policy'), isOpen, {
    value: 'everyone may take this role',
    fix: 'name who may in assume_role_policy',
  });
}

/** Keys of one pair and keys whose material is brought along cannot be rotated by AWS. */
function isRotated(one: PlannedObject): Verdict | undefined {
  const spec = partAt(one, 'customer_master_key_spec');
  const usage = partAt(one, 'key_usage');
  if (typeof spec.value === 'string' && spec.value !== 'SYMMETRIC_DEFAULT') return undefined;
  if (typeof usage.value === 'string' && usage.value !== 'ENCRYPT_DECRYPT') return undefined;
  const rotation = partAt(one, 'enable_key_rotation');
  if (!isKnown(rotation)) return notAssessed('enable_key_rotation is known only after apply');
  return isTrue(rotation.value) ? passed : failed('it is not rotated', 'set enable_key_rotation = true');
}

const resourcePolicies: Readonly<Record<string, string>> = {
  aws_sqs_queue: 'policy',
  aws_sqs_queue_policy: 'policy',
  aws_sns_topic: 'policy',
  aws_sns_topic_policy: 'policy',
  aws_ecr_repository_policy: 'policy',
  aws_secretsmanager_secret: 'policy',
  aws_secretsmanager_secret_policy: 'policy',
  aws_kms_key: 'policy',
  aws_kms_key_policy: 'policy',
  aws_efs_file_system_policy: 'policy',
  aws_opensearch_domain_policy: 'access_policies',
  aws_cloudwatch_log_resource_policy: 'policy_document',
};

/** A policy that nobody sets is the service's own, which names the account. */
function letsNobodyIn(one: PlannedObject, estate: PlannedEstate): Verdict | undefined {
  const attribute = resourcePolicies[one.type] ?? 'policy';
  const found = partAt(one, attribute);
  const isGiven = isKnown(found)
    ? isAny(found.value)
    : one.written?.block.expressions[attribute] !== undefined;
  if (!isGiven) return undefined;
  return noStatement(policyDocumentIn(estate, one, attribute), isPublic, {
    value: 'its policy allows everyone',
    fix: 'name principals in the policy, or narrow it by a condition such as aws:SourceArn',
  });
}

/** Checks of permissions, keys and secrets. */
export const identityControls: readonly Control[] = [
  {
    id: 'iam-no-administrator',
    title: 'No policy allows everything on everything',
    types: [...policies, 'aws_iam_role'],
    judge: holdsNone(administers, 'it allows all actions on all resources'),
  },
  {
    id: 'iam-no-administrator-attached',
    title: 'No administrator policy of AWS is attached',
    types: attachments,
    judge: attachesNoAdministrator,
  },
  {
    id: 'iam-no-service-wildcard',
    title: 'No policy allows all of a service on everything',
    types: [...policies, 'aws_iam_role'],
    judge: holdsNone(ownsService, 'it allows all actions of a service on all resources'),
  },
  {
    id: 'iam-no-decrypt-all',
    title: 'No policy allows decrypting with every key',
    types: [...policies, 'aws_iam_role'],
    judge: holdsNone(decrypts, 'it allows decrypting with every key'),
  },
  {
    id: 'iam-trust',
    title: 'No role can be taken by everyone',
    types: ['aws_iam_role'],
    judge: trustsSomebody,
  },
  {
    id: 'iam-no-user-policies',
    title: 'Permissions are of groups and roles, not of users',
    types: ['aws_iam_user_policy', 'aws_iam_user_policy_attachment'],
    judge: () => failed('a user has permissions of its own', 'give them to a group or a role'),
  },
  { id: 'kms-rotation', title: 'Keys are rotated', types: ['aws_kms_key'], judge: isRotated },
  {
    id: 'no-public-policies',
    title: 'No policy of a resource allows everyone',
    types: Object.keys(resourcePolicies),
    judge: letsNobodyIn,
  },
  {
    id: 'secret-rotation',
    title: 'Secrets are rotated',
    types: ['aws_secretsmanager_secret'],
    parts: ['aws_secretsmanager_secret_rotation'],
    judge: (one, estate) =>
      judgedByPart(estate, one, {
        type: 'aws_secretsmanager_secret_rotation',
        by: 'secret_id',
        judge: () => passed,
        none: failed('it is not rotated', 'add an aws_secretsmanager_secret_rotation for it'),
      }),
  },
  attributeControl(
    {
      id: 'secret-kms',
      title: 'Secrets are encrypted with a key of your own',
      types: ['aws_secretsmanager_secret'],
    },
    namesSomething('kms_key_id', 'set kms_key_id'),
  ),
];
