import { day, plus, type Instant } from '../../../domain/base/time';

type Attributes = Record<string, unknown>;

/** Says in what state a destroyed object stays for a while, or for good; null when it simply goes. */
type Remainder = (attributes: Attributes, now: Instant) => string | null;

const pendingDeletion =
  (days: string, otherwise: number): Remainder =>
  (attributes, now) => {
    const given = attributes[days];
    const window = typeof given === 'number' ? given : otherwise;
    return window === 0 ? null : `pending deletion, gone for good by ${plus(now, window * day)}`;
  };

/**
 * What stays of a type when the provider calls it gone: it costs nothing and cannot be hastened.
 * Sources: the Delete sections of the AWS API reference of each service.
 */
const remainders: Record<string, Remainder> = {
  aws_ecs_task_definition: (_, now) => `INACTIVE since ${now} or before; ECS keeps the revision`,
  aws_kms_key: pendingDeletion('deletion_window_in_days', 30),
  aws_kms_external_key: pendingDeletion('deletion_window_in_days', 30),
  aws_kms_replica_key: pendingDeletion('deletion_window_in_days', 30),
  aws_secretsmanager_secret: pendingDeletion('recovery_window_in_days', 30),
  aws_acmpca_certificate_authority: pendingDeletion('permanent_deletion_time_in_days', 30),
};

/** What an object that is gone for the provider, but still listed by AWS, is at last. */
const listedAs: Record<string, string> = {
  aws_ecs_cluster: 'INACTIVE; ECS lists it for a while',
  aws_ecs_service: 'INACTIVE; ECS lists it for a while',
  aws_nat_gateway: 'deleted; EC2 lists it for about an hour',
  aws_instance: 'terminated; EC2 lists it for about an hour',
  aws_vpc_peering_connection: 'deleted; EC2 lists it for a few hours',
};

/** States in which an object that the provider still shows is over all the same. */
const over: Record<string, Remainder> = {
  aws_instance: stateIn('instance_state', ['terminated']),
  aws_vpc_peering_connection: stateIn('accept_status', ['deleted', 'rejected', 'expired', 'failed']),
  aws_spot_instance_request: stateIn('spot_request_state', ['cancelled', 'closed', 'failed']),
  aws_emr_cluster: stateIn('cluster_state', ['TERMINATED', 'TERMINATED_WITH_ERRORS']),
  aws_networkmanager_global_network: stateIn('state', ['DELETED']),
};

/** What is left of an object that the provider calls gone; null when nothing is. `now` is when it was asked. */
export function remainderOf(type: string, attributes: Attributes, now: Instant): string | null {
  return remainders[type]?.(attributes, now) ?? null;
}

/** How an object ended that is gone for the provider and still carries its tag in AWS's lists. */
export function listedState(type: string, now: Instant): string {
  return `${listedAs[type] ?? 'gone, but still in the list of the tagging API'} (asked at ${now})`;
}

/** How an object that the provider still shows is over; null when it is alive. */
export function terminalState(type: string, attributes: Attributes, now: Instant): string | null {
  return over[type]?.(attributes, now) ?? null;
}

function stateIn(attribute: string, states: string[]): Remainder {
  return (attributes, now) => {
    const state = attributes[attribute];
    return typeof state === 'string' && states.includes(state) ? `${state} (asked at ${now})` : null;
  };
}
