import { attributeOf, type Control, isAny, isTrue, isUnset } from '../control';
import { blocksAt, isKnown, textAt, partAt } from '../plan/node';
import type { PlannedEstate, PlannedObject } from '../plan/planned-estate';
import { policyDocumentIn } from '../plan/policy-document';
import { mildest, sternest, failed, notAssessed, passed, type Verdict } from '../verdict';
import { joinedTo } from '../plan/join';
import { judgedByPart } from './parts';
import { isPublic, noStatement, refusesPlain } from './statements';

const bucket = { types: ['aws_s3_bucket'] };
const of = (type: string) => ({ type, by: 'bucket' });
const switches = [
  'block_public_acls',
  'block_public_policy',
  'ignore_public_acls',
  'restrict_public_buckets',
];
const openAcls = /^(public-read|public-read-write|authenticated-read)$/;
const everyone = /acs\.amazonaws\.com\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

const blockFix = `add an aws_s3_bucket_public_access_block for it with ${switches.join(', ')} = true`;

/** All four switches, of the bucket or of the account. */
function blocksPublic(part: PlannedObject): Verdict {
  return sternest(switches.map((path) => attributeOf(part, { path, holds: isTrue, fix: blockFix })));
}

function isBlocked(one: PlannedObject, estate: PlannedEstate): Verdict {
  const account = estate.ofType('aws_s3_account_public_access_block').map(blocksPublic);
  if (account.some(({ is }) => is === 'passed')) return passed;
  return judgedByPart(estate, one, {
    ...of('aws_s3_bucket_public_access_block'),
    judge: blocksPublic,
    none: failed('public access is not blocked', blockFix),
  });
}

/** No list and no policy of it lets everyone in. */
function grantsNobody(one: PlannedObject, estate: PlannedEstate): Verdict {
  const lists = joinedTo(estate, one, of('aws_s3_bucket_acl'));
  const policies = joinedTo(estate, one, of('aws_s3_bucket_policy'));
  return sternest([
    privateList(one),
    ...lists.sure.map(privateList),
    ...policies.sure.map((part) => privatePolicy(estate, part)),
    ...(textAt(one, 'policy') === undefined ? [] : [privatePolicy(estate, one)]),
    ...lists.maybe.map((part) => unlessPrivate(privateList(part), part)),
    ...policies.maybe.map((part) => unlessPrivate(privatePolicy(estate, part), part)),
  ]);
}

/** What may belong to another bucket is no failure of this one, and no proof either where it is open. */
function unlessPrivate(verdict: Verdict, { address }: PlannedObject): Verdict {
  return verdict.is === 'passed'
    ? passed
    : notAssessed(`the plan does not say whether ${address} belongs to it`);
}

function privateList(part: PlannedObject): Verdict {
  const acl = partAt(part, 'acl');
  const fix = 'use the ACL private, or none';
  if (isKnown(acl) && typeof acl.value === 'string' && openAcls.test(acl.value))
    return failed(`its ACL is ${acl.value}`, fix);
  const grants = ['access_control_policy.grant', 'grant'].flatMap((path) => blocksAt(part, path) ?? []);
  const open = grants.some((grant) =>
    everyone.test(textAt(grant, 'grantee.uri') ?? textAt(grant, 'uri') ?? ''),
  );
  if (open) return failed('its ACL grants everyone access', fix);
  return isKnown(acl) || isUnset(part, 'acl') ? passed : notAssessed('its ACL is known only after apply');
}

function privatePolicy(estate: PlannedEstate, part: PlannedObject): Verdict {
  return noStatement(policyDocumentIn(estate, part), isPublic, {
    value: 'its policy allows everyone',
    fix: 'name principals in the policy, or narrow it by a condition such as aws:PrincipalOrgID',
  });
}

const tlsFix =
  'add a Deny of s3:* for everyone where aws:SecureTransport is false to its aws_s3_bucket_policy';

function takesOnlyTls(one: PlannedObject, estate: PlannedEstate): Verdict {
  const none = failed('no policy refuses requests without TLS', tlsFix);
  const inline = textAt(one, 'policy') === undefined ? [] : [plainRefused(estate, one)];
  const part = judgedByPart(estate, one, {
    ...of('aws_s3_bucket_policy'),
    judge: (policy) => plainRefused(estate, policy),
    none,
  });
  return mildest([...inline, part], none);
}

function plainRefused(estate: PlannedEstate, part: PlannedObject): Verdict {
  const policy = policyDocumentIn(estate, part);
  if (policy?.statements.some((one) => refusesPlain(one, 's3'))) return passed;
  if (policy === undefined || !policy.whole) return notAssessed('its policy is known only after apply');
  return failed('its policy does not refuse requests without TLS', tlsFix);
}

/** A part, or the block of the bucket itself that older templates have and the provider reads back. */
function partOrBlock(
  type: string,
  {
    path,
    holds,
    fix,
    value,
  }: {
    path: { part: string; block: string };
    holds: (value: unknown) => boolean;
    fix: string;
    value: string;
  },
): Control['judge'] {
  const none = failed(value, fix);
  return (one, estate) => {
    const inline = partAt(one, path.block);
    if (isKnown(inline) && holds(inline.value)) return passed;
    return judgedByPart(estate, one, {
      ...of(type),
      judge: (part) => attributeOf(part, { path: path.part, holds, fix, unset: none }),
      none,
    });
  };
}

/** Checks of S3 buckets. */
export const s3Controls: readonly Control[] = [
  {
    id: 's3-public-access',
    title: 'S3 buckets block public access',
    ...bucket,
    parts: ['aws_s3_bucket_public_access_block', 'aws_s3_account_public_access_block'],
    judge: isBlocked,
  },
  {
    id: 's3-no-public-grants',
    title: 'No ACL and no policy of an S3 bucket allows everyone',
    ...bucket,
    parts: ['aws_s3_bucket_acl', 'aws_s3_bucket_policy'],
    judge: grantsNobody,
  },
  { id: 's3-tls-only', title: 'S3 buckets refuse requests without TLS', ...bucket, judge: takesOnlyTls },
  {
    id: 's3-versioning',
    title: 'S3 buckets keep versions',
    ...bucket,
    parts: ['aws_s3_bucket_versioning'],
    judge: partOrBlock('aws_s3_bucket_versioning', {
      path: { part: 'versioning_configuration.status', block: 'versioning.enabled' },
      holds: (value) => value === 'Enabled' || value === true,
      value: 'versions are not kept',
      fix: 'add an aws_s3_bucket_versioning with status Enabled',
    }),
  },
  {
    id: 's3-logging',
    title: 'S3 buckets log access',
    ...bucket,
    parts: ['aws_s3_bucket_logging'],
    judge: (one, estate) =>
      judgedByPart(estate, one, {
        ...of('aws_s3_bucket_logging'),
        judge: (part) =>
          isKnown(partAt(part, 'target_bucket'))
            ? attributeOf(part, { path: 'target_bucket', holds: isAny, fix: 'name a target_bucket' })
            : passed,
        none: isAny(partAt(one, 'logging.target_bucket').value)
          ? passed
          : failed('access is not logged', 'add an aws_s3_bucket_logging that names a bucket for logs'),
      }),
  },
  {
    id: 's3-kms',
    title: 'S3 buckets are encrypted with a key of KMS',
    ...bucket,
    parts: ['aws_s3_bucket_server_side_encryption_configuration'],
    judge: partOrBlock('aws_s3_bucket_server_side_encryption_configuration', {
      path: {
        part: 'rule.apply_server_side_encryption_by_default.sse_algorithm',
        block:
          'server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.sse_algorithm',
      },
      holds: (value) => value === 'aws:kms' || value === 'aws:kms:dsse',
      value: "it is encrypted with S3's own keys",
      fix: 'add an aws_s3_bucket_server_side_encryption_configuration with sse_algorithm aws:kms',
    }),
  },
];
