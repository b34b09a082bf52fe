import {
  attributeControl,
  attributeOf,
  blockAttribute,
  type Control,
  isAny,
  isFalse,
  isOneOf,
  isTrue,
  isUnset,
} from '../control';
import { blocksAt, isKnown, type PlannedNode, partAt } from '../plan/node';
import type { PlannedEstate, PlannedObject } from '../plan/planned-estate';
import { sternest, failed, notAssessed, passed, type Verdict } from '../verdict';

const machines = ['aws_instance', 'aws_launch_template', 'aws_launch_configuration'];
const diskFix = 'set encrypted = true';

/** Whether the account encrypts every new disk, by the same plan. */
function isDefault(estate: PlannedEstate): boolean {
  return estate
    .ofType('aws_ebs_encryption_by_default')
    .some(
      (one) => attributeOf(one, { path: 'enabled', holds: isTrue, fix: '', unset: passed }).is === 'passed',
    );
}

function isVolumeEncrypted(one: PlannedObject, estate: PlannedEstate): Verdict {
  if (isDefault(estate)) return passed;
  const verdict = attributeOf(one, { path: 'encrypted', holds: isTrue, fix: diskFix, unset: unsetDisk() });
  return verdict.is === 'failed' &&
    isAny(partAt(one, 'snapshot_id').value) &&
    partAt(one, 'encrypted').value !== false
    ? notAssessed('its snapshot decides whether it is encrypted')
    : verdict;
}

function unsetDisk(): Verdict {
  return failed('encrypted is not set: only an account that encrypts by default would', diskFix);
}

function areDisksEncrypted(one: PlannedObject, estate: PlannedEstate): Verdict | undefined {
  if (isDefault(estate)) return passed;
  if (one.type === 'aws_launch_template') return templateDisks(one);
  const [root, others] = [blocksAt(one, 'root_block_device'), blocksAt(one, 'ebs_block_device')];
  return sternest([
    ...(root === undefined || root.length === 0 ? [rootUnset(one)] : root.map(diskOf)),
    ...(others ?? []).map(diskOf),
  ]);
}

/** An image may bring an encrypted disk, which nobody who does not know it can say. */
function rootUnset(one: PlannedObject): Verdict {
  return isUnset(one, 'root_block_device') || isKnown(partAt(one, 'root_block_device'))
    ? failed(
        'root_block_device is not set: only an account that encrypts by default would',
        'set root_block_device { encrypted = true }',
      )
    : notAssessed('root_block_device is known only after apply');
}

function diskOf(disk: PlannedNode): Verdict {
  const found = partAt(disk, 'encrypted');
  if (!isKnown(found)) return notAssessed('encrypted of a disk is known only after apply');
  return blockAttribute(disk, { path: 'encrypted', holds: isTrue, fix: diskFix, unset: unsetDisk() });
}

/** A launch template that names no disk leaves them to its image. */
function templateDisks(one: PlannedObject): Verdict | undefined {
  const disks = blocksAt(one, 'block_device_mappings');
  if (disks === undefined) return notAssessed('block_device_mappings is known only after apply');
  const own = disks.filter((disk) => (blocksAt(disk, 'ebs') ?? []).length > 0);
  if (own.length === 0) return notAssessed('its image decides whether disks are encrypted');
  return sternest(
    own.map((disk) =>
      blockAttribute(disk, { path: 'ebs.encrypted', holds: isTrue, fix: diskFix, unset: unsetDisk() }),
    ),
  );
}

function needsTokens(one: PlannedObject): Verdict {
  const fix = 'set metadata_options { http_tokens = "required" }';
  const endpoint = partAt(one, 'metadata_options.http_endpoint');
  if (isKnown(endpoint) && endpoint.value === 'disabled') return passed;
  const verdict = attributeOf(one, { path: 'metadata_options.http_tokens', holds: isOneOf('required'), fix });
  const isFromTemplate = one.type === 'aws_instance' && (blocksAt(one, 'launch_template') ?? []).length > 0;
  return verdict.is === 'failed' && isFromTemplate && isUnset(one, 'metadata_options')
    ? notAssessed('its launch template decides whether tokens are needed')
    : verdict;
}

function hasNoPublicAddress(one: PlannedObject): Verdict {
  if (one.type !== 'aws_launch_template')
    return attributeOf(one, {
      path: 'associate_public_ip_address',
      holds: isFalse,
      fix: 'set associate_public_ip_address = false',
      unset:
        one.type === 'aws_instance'
          ? notAssessed('its subnet decides whether it has a public address')
          : passed,
    });
  const cards = blocksAt(one, 'network_interfaces') ?? [];
  return sternest(
    cards.map((card) =>
      blockAttribute(card, {
        path: 'associate_public_ip_address',
        holds: isFalse,
        fix: 'set associate_public_ip_address = false',
        unset: passed,
      }),
    ),
  );
}

/** The containers of a task; undefined where they are not known. */
function containersOf(one: PlannedObject): Record<string, unknown>[] | undefined {
  const text = partAt(one, 'container_definitions');
  if (!isKnown(text) || typeof text.value !== 'string') return undefined;
  try {
    const list: unknown = JSON.parse(text.value);
    return Array.isArray(list) ? list.filter((item) => typeof item === 'object' && item !== null) : undefined;
  } catch {
    return undefined;
  }
}

function eachContainer(
  isRight: (container: Record<string, unknown>) => boolean,
  value: string,
  fix: string,
): Control['judge'] {
  return (one) => {
    const containers = containersOf(one);
    if (containers === undefined) return notAssessed('container_definitions is known only after apply');
    const wrong = containers.filter((container) => !isRight(container)).map(({ name }) => String(name));
    return wrong.length === 0 ? passed : failed(`${value}: ${wrong.join(', ')}`, fix);
  };
}

/** Checks of machines and tasks. */
export const computeControls: readonly Control[] = [
  {
    id: 'ebs-encrypted',
    title: 'EBS volumes are encrypted',
    types: ['aws_ebs_volume'],
    judge: isVolumeEncrypted,
  },
  {
    id: 'instance-disks-encrypted',
    title: 'Disks of instances are encrypted',
    types: machines,
    parts: ['aws_ebs_encryption_by_default'],
    judge: areDisksEncrypted,
  },
  {
    id: 'instance-imdsv2',
    title: 'Instances give metadata to tokens only (IMDSv2)',
    types: machines,
    judge: needsTokens,
  },
  {
    id: 'instance-public-address',
    title: 'Instances have no public address',
    types: machines,
    judge: hasNoPublicAddress,
  },
  {
    id: 'task-not-privileged',
    title: 'Containers are not privileged',
    types: ['aws_ecs_task_definition'],
    judge: eachContainer((one) => one['privileged'] !== true, 'privileged', 'leave privileged out'),
  },
  {
    id: 'task-logging',
    title: 'Containers send their logs somewhere',
    types: ['aws_ecs_task_definition'],
    judge: eachContainer(
      (one) => one['logConfiguration'] !== undefined && one['logConfiguration'] !== null,
      'no logConfiguration',
      'set logConfiguration',
    ),
  },
  attributeControl(
    { id: 'ecr-scanning', title: 'Images are scanned when they are pushed', types: ['aws_ecr_repository'] },
    {
      path: 'image_scanning_configuration.scan_on_push',
      holds: isTrue,
      fix: 'set image_scanning_configuration { scan_on_push = true }',
    },
  ),
];
