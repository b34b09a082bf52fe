import {
  attributeControl,
  attributeOf,
  type Control,
  isAny,
  isAtLeast,
  isTrue,
  namesSomething,
} from '../control';
import { blocksAt, isKnown, partAt } from '../plan/node';
import type { PlannedObject } from '../plan/planned-estate';
import { failed, notAssessed, passed, type Verdict } from '../verdict';

const trails = ['aws_cloudtrail'];
const groups = ['aws_cloudwatch_log_group'];

/** Zero is for ever. */
function isKeptLong(one: PlannedObject): Verdict {
  const found = partAt(one, 'retention_in_days');
  if (isKnown(found) && Number(found.value ?? 0) === 0) return passed;
  const fix = 'set retention_in_days to 365 or more, or leave it out';
  return attributeOf(one, { path: 'retention_in_days', holds: isAtLeast(365), fix });
}

function logsRequests(one: PlannedObject): Verdict | undefined {
  const type = partAt(one, 'load_balancer_type');
  if (type.value === 'gateway') return undefined;
  const fix = 'set access_logs { enabled = true } with a bucket';
  const logs = blocksAt(one, 'access_logs');
  if (logs === undefined) return notAssessed('access_logs is known only after apply');
  return attributeOf(one, {
    path: 'access_logs.enabled',
    holds: isTrue,
    fix,
    unset: failed('requests are not logged', fix),
  });
}

/** Checks of logs and trails. */
export const loggingControls: readonly Control[] = [
  attributeControl(
    { id: 'trail-encrypted', title: 'Trails are encrypted with a key of KMS', types: trails },
    namesSomething('kms_key_id', 'set kms_key_id'),
  ),
  attributeControl(
    { id: 'trail-validated', title: 'Trails can be shown to be unchanged', types: trails },
    { path: 'enable_log_file_validation', holds: isTrue, fix: 'set enable_log_file_validation = true' },
  ),
  attributeControl(
    { id: 'trail-all-regions', title: 'Trails are of all regions', types: trails },
    { path: 'is_multi_region_trail', holds: isTrue, fix: 'set is_multi_region_trail = true' },
  ),
  attributeControl(
    { id: 'trail-cloudwatch', title: 'Trails are also sent to CloudWatch', types: trails },
    namesSomething(
      'cloud_watch_logs_group_arn',
      'set cloud_watch_logs_group_arn and cloud_watch_logs_role_arn',
    ),
  ),
  { id: 'logs-kept', title: 'Logs are kept for a year', types: groups, judge: isKeptLong },
  attributeControl(
    { id: 'logs-kms', title: 'Logs are encrypted with a key of your own', types: groups },
    namesSomething('kms_key_id', 'set kms_key_id'),
  ),
  {
    id: 'balancer-logging',
    title: 'Load balancers log requests',
    types: ['aws_lb', 'aws_alb'],
    judge: logsRequests,
  },
  attributeControl(
    {
      id: 'api-logging',
      title: 'APIs log requests',
      types: ['aws_api_gateway_stage', 'aws_apigatewayv2_stage'],
    },
    { path: 'access_log_settings', holds: isAny, fix: 'set access_log_settings', unknown: passed },
  ),
];
