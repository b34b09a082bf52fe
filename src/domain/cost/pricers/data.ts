import { isPriceKey } from '../price-book';
import {
  blockIn,
  fixed,
  metered,
  numberIn,
  textIn,
  type Fixed,
  type Metered,
  type Priced,
  type Pricer,
  type PricedResource,
} from '../resource';

type Attributes = PricedResource['attributes'];

/** An RDS instance is its class, its storage, its backups and, when RDS keeps the password, a secret. */
const database: Pricer = ({ attributes }) => {
  const parts = [instanceOf(attributes), storageOf(attributes)];
  if (attributes['manage_master_user_password'] === true)
    parts.push({
      fixed: [fixed('secret', { price: 'secret' }, 'Secret with the master password, kept by RDS')],
    });
  return {
    fixed: parts.flatMap((part) => part.fixed ?? []),
    metered: meteredOf(attributes),
    unpriced: parts.flatMap((part) => part.unpriced ?? []),
    notes: attributes['engine'] === undefined ? ['its engine is not known yet; PostgreSQL is assumed'] : [],
  };
};

function instanceOf(attributes: Attributes): Priced {
  const engine = textIn(attributes['engine']) ?? 'postgres';
  const instanceClass = textIn(attributes['instance_class']);
  if (engine !== 'postgres') return { unpriced: [`no price for RDS with ${engine}`] };
  if (instanceClass === undefined) return { unpriced: ['its instance class is not known yet'] };
  const key = `rds-postgres-${instanceClass}${multiAz(attributes)}`;
  if (!isPriceKey(key)) return { unpriced: [`no price for ${instanceClass}`] };
  return {
    fixed: [fixed('instance', { price: key }, `PostgreSQL on ${instanceClass}, ${zonesText(attributes)}`)],
  };
}

function storageOf(attributes: Attributes): Priced {
  const kind = textIn(attributes['storage_type']) ?? 'gp2';
  const size = numberIn(attributes['allocated_storage']);
  if (kind !== 'gp2' && kind !== 'gp3') return { unpriced: [`no price for ${kind} storage`] };
  if (size === undefined) return { unpriced: ['its storage size is not known yet'] };
  const part = fixed(
    'storage',
    { price: `rds-${kind}${multiAz(attributes)}`, quantity: size },
    `${size} GB of ${kind}, ${zonesText(attributes)}`,
  );
  const included = size >= 400 ? 12_000 : 3_000;
  const extra = (numberIn(attributes['iops']) ?? 0) > included;
  return { fixed: [part], unpriced: extra ? [`no price for more than ${included} IOPS`] : [] };
}

function meteredOf(attributes: Attributes): Metered[] {
  const burstable = textIn(attributes['instance_class'])?.startsWith('db.t') ?? false;
  const credits = burstable ? [metered('CPU above the baseline', 'rds-cpu-credit', 'vCPU-hour')] : [];
  if (attributes['backup_retention_period'] === 0) return credits;
  return [metered('backups beyond the size of the database', 'rds-backup', 'GB-month'), ...credits];
}

const multiAz = (attributes: Attributes) =>
  attributes['multi_az'] === true ? ('-multi-az' as const) : ('' as const);
const zonesText = (attributes: Attributes) => (attributes['multi_az'] === true ? 'two zones' : 'one zone');

const snapshot: Pricer = () => ({ metered: [metered('snapshot kept', 'rds-backup', 'GB-month')] });

/** Terraform's default mode is PROVISIONED and always in a plan; a manifest that says nothing means on demand. */
const table: Pricer = ({ attributes }) => {
  const kept = metered('data kept', 'dynamodb-storage', 'GB-month');
  if (attributes['billing_mode'] === 'PROVISIONED')
    return { fixed: provisioned(attributes), metered: [kept] };
  return { metered: [...onDemand(), kept] };
};

function onDemand(): Metered[] {
  return [
    metered('writes', 'dynamodb-write', 'million write units'),
    metered('reads', 'dynamodb-read', 'million read units'),
  ];
}

/** Indexes have a capacity of their own beside the table's. */
function provisioned(attributes: Attributes): Fixed[] {
  const indexes = Array.isArray(attributes['global_secondary_index'])
    ? attributes['global_secondary_index']
    : [];
  const all = [attributes, ...(indexes as unknown[]).map(blockIn)];
  const total = (name: string) => all.reduce<number>((sum, part) => sum + (numberIn(part[name]) ?? 0), 0);
  const [reads, writes] = [total('read_capacity'), total('write_capacity')];
  return [
    fixed(
      'read capacity',
      { price: 'dynamodb-provisioned-read', quantity: reads },
      `${reads} reads a second`,
    ),
    fixed(
      'write capacity',
      { price: 'dynamodb-provisioned-write', quantity: writes },
      `${writes} writes a second`,
    ),
  ];
}

const bucket: Pricer = () => ({
  metered: [
    metered('objects kept', 's3-storage', 'GB-month'),
    metered('writes and lists', 's3-writes', '1,000 requests'),
    metered('reads', 's3-reads', '1,000 requests'),
  ],
});

const secret: Pricer = () => ({
  fixed: [fixed('secret', { price: 'secret' }, 'Secret')],
  metered: [metered('reads of the secret', 'secret-calls', '10,000 calls')],
});

/** Each version of a key costs the same; yearly rotation adds two of them at most. */
const key: Pricer = ({ attributes }) => {
  const uses = metered('uses of the key', 'kms-requests', '10,000 requests');
  const rotated = metered('each of the first two yearly rotations', 'kms-key', 'month');
  return {
    fixed: [fixed('key', { price: 'kms-key' }, 'Customer managed key')],
    metered: attributes['enable_key_rotation'] === true ? [uses, rotated] : [uses],
  };
};

/** Databases, buckets, secrets and keys. */
export const data: Record<string, Pricer> = {
  aws_db_instance: database,
  aws_db_snapshot: snapshot,
  aws_dynamodb_table: table,
  aws_s3_bucket: bucket,
  aws_secretsmanager_secret: secret,
  aws_kms_key: key,
};
