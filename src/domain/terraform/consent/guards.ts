/** What may be filled in at a place: anything, nothing but producers' outputs, or a policy whose form was shown. */
export type Guard = 'open' | 'outputs-only' | 'policy';

/** Types that are all about who may reach what: each of their arguments is guarded. */
const guardedTypes =
  /(security_group(_(in|e)gress)?_rule|_security_group|network_acl|network_acl_rule|lambda_permission|access_entry|access_policy_association|public_access_block|bucket_acl|ownership_controls|prefix_list(_entry)?|ip_set|web_acl(_association)?|resource_share|principal_association|trust_store|_(role|user|group)_policy|_polic(y|ies)(_attachment|_document)?|permission(_set)?|grant|block_public_access|snapshot_block_public_access|image_block_public_access)$/;

/** Texts that are a policy. */
const policies = /(^|[._])polic(y|ies)(_json|_document)?$|^content$|(^|\.)assume_role_policy$|\.policy$/;

/** Arguments of any type that say who may reach it, or as whom it works. */
const guardedNames =
  /^(publicly_accessible|.*public.*|internal|scheme|acl|self|ingress|egress|.*cidr_blocks|.+_cidr_block|.*cidr_ipv[46]|.*cidrs|principals?|.*_principals?|grants?|access_control.*|authorization.*|authentication.*|auth_.*|anonymous.*|allow_.*|allowed_.*|allowlist.*|trusted_.*|permissions.*|managed_policy_arns|policy_arns?|inline_policy|.*role_arn|.*_role|instance_profile|iam_instance_profile|iam_roles?|assume_role.*|roles|users|groups|security_groups?|security_group_ids|vpc_security_group_ids|cluster_security_group_id|source_security_group_id|referenced_security_group_id|cors.*|.*encrypt.*|.*deletion_protection.*|force_destroy|skip_final_snapshot|privileged|user_data.*)$/;

/** What may be filled in at a path of a type; whatever is not known to be harmless by its name is judged by its value too. */
export function guardOf(type: string, path: string): Guard {
  const names = path.replaceAll(/\[[^\]]*\]/g, '').split('.');
  if (isOfItself(names[0] ?? '')) return 'open';
  if (policies.test(names.join('.'))) return 'policy';
  if (guardedTypes.test(type)) return 'outputs-only';
  return names.some((name) => guardedNames.test(name)) ? 'outputs-only' : 'open';
}

/** What an object is called, which grants nothing. */
function isOfItself(name: string): boolean {
  return ['id', 'arn', 'tags', 'tags_all', 'name', 'name_prefix', 'description'].includes(name);
}

/** Whether a text reaches everything or everybody, wherever it stands. */
export function isWideOpen(text: string): boolean {
  return ['*', '0.0.0.0/0', '::/0', '0.0.0.0', '::', 'AllUsers', 'public-read', 'public-read-write'].includes(
    text,
  );
}

/** Whether a text is a network that others may be let in from, or led to; a subnet's own block is where it lies itself. */
export function isNetworkElsewhere(path: string, text: string): boolean {
  return /^[\da-f.:]+\/\d+$/i.test(text) && !/^(ipv6_)?cidr_block$/.test(path);
}

const ids = [
  // What EC2 and its neighbours number, a UUID, an account, and ids of Route 53, CloudFront and IAM.
  /^[a-z][a-z0-9]*(-[a-z0-9]+)*-[0-9a-f]{8,}$/,
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  /^\d{12}$/,
  /^[A-Z][A-Z0-9]{12,}$/,
];
const arn = /^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:[^*?\s{}"]+$/;

/**
 * Whether a text is an id or an ARN of one object: nothing else may be put in where a plan says who may reach what. AWS's own policies are
 * objects of nobody, and an account as a whole is not one object.
 */
export function isIdOrArn(text: string): boolean {
  return ids.some((one) => one.test(text)) || isArn(text);
}

/** Whether a text is the ARN of one object of an account. */
export function isArn(text: string): boolean {
  return arn.test(text) && !text.endsWith(':root');
}

/** Whether an id or ARN may be put in at a place of a policy: whom and what it is about, never what is allowed. */
export function mayBeFilled(path: string): boolean {
  const names = path.replaceAll(/\[\d+\]/g, '').split(/[.[]/);
  return names.some((name) => /^(Resource|Principal|Condition|resources|identifiers|values)$/.test(name));
}

/** Attributes of the document that Terraform writes a policy from which are sets: their order means nothing. */
const documentSets =
  /^(statement\.(not_)?(actions|resources)|statement\.(not_)?principals(\.identifiers)?|statement\.condition)$/;

/** Whether an attribute is a set, of types that come with Terraform's plans in any order and are known here. */
export function isKnownSet(type: string, path: string): boolean {
  return type === 'aws_iam_policy_document' && documentSets.test(path);
}
