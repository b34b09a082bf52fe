import { priceOf } from '../../../../support/builders/price-of';

const small = {
  engine: 'postgres',
  instance_class: 'db.t4g.small',
  allocated_storage: 100,
  storage_type: 'gp3',
};

describe('data prices', () => {
  it('counts class and storage of a database, and what it may use beyond', () => {
    expect(priceOf('aws_db_instance', small)).toMatchObject({
      monthly: { instance: 23.36, storage: 11.5 },
      usage: {
        'backups beyond the size of the database': '0.095 a GB-month',
        'CPU above the baseline': '0.075 a vCPU-hour',
      },
      unpriced: [],
    });
  });

  it('assumes PostgreSQL, aloud, while the engine is not known', () => {
    const unknown = { ...small, engine: undefined };

    expect(priceOf('aws_db_instance', unknown).notes).toEqual([
      'its engine is known only after apply; PostgreSQL is assumed',
    ]);
    expect(priceOf('aws_db_instance', small).notes).toEqual([]);
  });

  it('has prices of their own for two zones', () => {
    expect(priceOf('aws_db_instance', { ...small, multi_az: true }).monthly).toEqual({
      instance: 47.45,
      storage: 23,
    });
  });

  it('counts the secret that RDS keeps for the master password', () => {
    expect(
      priceOf('aws_db_instance', { ...small, manage_master_user_password: true }).monthly,
    ).toHaveProperty('secret', 0.4);
  });

  it('names no backups where none are kept', () => {
    const { usage } = priceOf('aws_db_instance', { ...small, backup_retention_period: 0 });

    expect(usage).toEqual({ 'CPU above the baseline': '0.075 a vCPU-hour' });
  });

  it.each([
    [{ engine: 'mysql' }, 'no price for RDS with mysql'],
    [{ instance_class: 'db.x2g.large' }, 'no price for db.x2g.large'],
    [{ instance_class: undefined }, 'its instance class is known only after apply'],
    [{ storage_type: 'io2' }, 'no price for io2 storage'],
    [{ allocated_storage: undefined }, 'its storage size is known only after apply'],
    [{ iops: 4000 }, 'no price for more than 3000 IOPS'],
  ])('names the part of a database with %j that has no price', (attributes, reason) => {
    expect(priceOf('aws_db_instance', { ...small, ...attributes }).unpriced).toEqual([reason]);
  });

  it('prices a table by use, or by the capacity it reserves with its indexes', () => {
    const reserved = {
      billing_mode: 'PROVISIONED',
      read_capacity: 10,
      write_capacity: 5,
      global_secondary_index: [{ read_capacity: 10, write_capacity: 5 }],
    };

    expect(priceOf('aws_dynamodb_table', { billing_mode: 'PAY_PER_REQUEST' }).usage).toMatchObject({
      writes: '0.625 a million write units',
    });
    expect(priceOf('aws_dynamodb_table', reserved).monthly).toEqual({
      'read capacity': 1.898,
      'write capacity': 4.745,
    });
  });

  it('counts secrets and keys by the month, buckets by use', () => {
    expect(priceOf('aws_secretsmanager_secret').monthly).toEqual({ secret: 0.4 });
    expect(priceOf('aws_kms_key').monthly).toEqual({ key: 1 });
    expect(priceOf('aws_kms_key', { enable_key_rotation: true }).usage).toHaveProperty(
      'each of the first two yearly rotations',
      '1 a month',
    );
    expect(priceOf('aws_s3_bucket')).toMatchObject({
      monthly: {},
      usage: { 'objects kept': '0.023 a GB-month' },
    });
  });
});
