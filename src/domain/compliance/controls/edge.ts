import {
  attributeOf,
  blockAttribute,
  type Control,
  isOneOf,
  isTrue,
  isUnset,
  attributeControl,
} from '../control';
import { blocksAt, isKnown, type PlannedNode, textAt, partAt } from '../plan/node';
import type { PlannedObject } from '../plan/planned-estate';
import { sternest, failed, notAssessed, passed, type Verdict } from '../verdict';

const listeners = ['aws_lb_listener', 'aws_alb_listener'];

/** A listener without TLS may only send to one with it. */
function isTlsOrRedirect(one: PlannedObject): Verdict | undefined {
  const protocol = partAt(one, 'protocol');
  if (!isKnown(protocol))
    return isUnset(one, 'protocol') ? undefined : notAssessed('protocol is known only after apply');
  if (protocol.value !== 'HTTP')
    return ['HTTPS', 'TLS'].includes(String(protocol.value)) ? passed : undefined;
  const actions = blocksAt(one, 'default_action');
  if (actions === undefined) return notAssessed('default_action is known only after apply');
  const fix = 'redirect to HTTPS, and take requests on a listener with a certificate';
  return sternest(
    actions.map((action) => (redirectsToTls(action) ? passed : failed('it takes requests over HTTP', fix))),
  );
}

function redirectsToTls(action: PlannedNode): boolean {
  const to = textAt(action, 'redirect.protocol');
  return textAt(action, 'type') === 'redirect' && to === 'HTTPS';
}

const modern = /^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)/;

function isModernTls(one: PlannedObject): Verdict | undefined {
  const protocol = partAt(one, 'protocol');
  if (!['HTTPS', 'TLS'].includes(String(protocol.value))) return undefined;
  const fix = 'set ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"';
  return attributeOf(one, {
    path: 'ssl_policy',
    holds: (value) => modern.test(String(value)),
    fix,
    unset: failed('ssl_policy is not set, so TLS 1.0 is taken', fix),
  });
}

function dropsInvalid(one: PlannedObject): Verdict | undefined {
  const type = partAt(one, 'load_balancer_type').value ?? 'application';
  if (type !== 'application') return undefined;
  return attributeOf(one, {
    path: 'drop_invalid_header_fields',
    holds: isTrue,
    fix: 'set drop_invalid_header_fields = true',
  });
}

function viewersUseTls(one: PlannedObject): Verdict {
  const behaviours = [
    ...(blocksAt(one, 'default_cache_behavior') ?? []),
    ...(blocksAt(one, 'ordered_cache_behavior') ?? []),
  ];
  return sternest(
    behaviours.map((block) =>
      blockAttribute(block, {
        path: 'viewer_protocol_policy',
        holds: isOneOf('https-only', 'redirect-to-https'),
        fix: 'set viewer_protocol_policy = "redirect-to-https"',
      }),
    ),
  );
}

function isNotForEveryone(one: PlannedObject): Verdict {
  const principal = partAt(one, 'principal');
  if (!isKnown(principal)) return passed;
  const given = ['source_arn', 'source_account', 'principal_org_id'].some((name) => {
    const found = partAt(one, name);
    return isKnown(found) ? typeof found.value === 'string' && found.value !== '' : true;
  });
  const isUrl = textAt(one, 'function_url_auth_type') === 'AWS_IAM';
  return principal.value === '*' && !given && !isUrl
    ? failed('everyone may call the function', 'name a principal, or set source_arn or principal_org_id')
    : passed;
}

/** Checks of what faces the internet. */
export const edgeControls: readonly Control[] = [
  {
    id: 'balancer-tls',
    title: 'Load balancers take TLS, and redirect the rest to it',
    types: listeners,
    judge: isTlsOrRedirect,
  },
  {
    id: 'balancer-tls-policy',
    title: 'Load balancers take TLS 1.2 or later',
    types: listeners,
    judge: isModernTls,
  },
  {
    id: 'balancer-headers',
    title: 'Load balancers drop invalid headers',
    types: ['aws_lb', 'aws_alb'],
    judge: dropsInvalid,
  },
  {
    id: 'cdn-tls',
    title: 'CloudFront takes HTTPS only',
    types: ['aws_cloudfront_distribution'],
    judge: viewersUseTls,
  },
  attributeControl(
    { id: 'function-url', title: 'Function URLs ask who calls', types: ['aws_lambda_function_url'] },
    { path: 'authorization_type', holds: isOneOf('AWS_IAM'), fix: 'set authorization_type = "AWS_IAM"' },
  ),
  {
    id: 'function-permission',
    title: 'Functions cannot be called by everyone',
    types: ['aws_lambda_permission'],
    judge: isNotForEveryone,
  },
];
