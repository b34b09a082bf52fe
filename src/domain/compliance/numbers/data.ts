import { atRest, backups, inTransit, recorded, unexposed, type Numbers } from './standards';

/** Numbers of controls of what holds data. */
export const numbersOfData: Readonly<Record<string, Numbers>> = {
  's3-public-access': {
    ...unexposed,
    cis: '2.1.4',
    fsbp: 'S3.8',
    config: 's3-bucket-level-public-access-prohibited s3-account-level-public-access-blocks-periodic',
  },
  's3-no-public-grants': {
    ...unexposed,
    fsbp: 'S3.2 S3.3',
    config: 's3-bucket-public-read-prohibited s3-bucket-public-write-prohibited',
  },
  's3-tls-only': {
    cis: '2.1.1',
    fsbp: 'S3.5',
    soc2: 'CC6.1',
    hipaa: '164.312(e)(1) 164.312(e)(2)(i)',
    pci: '2.2.7 4.2.1',
    config: 's3-bucket-ssl-requests-only',
  },
  's3-versioning': { ...backups, pci: '10.3.4', config: 's3-bucket-versioning-enabled' },
  's3-logging': { ...recorded, config: 's3-bucket-logging-enabled' },
  's3-kms': {
    hipaa: atRest.hipaa,
    pci: atRest.pci,
    config: 's3-default-encryption-kms s3-bucket-server-side-encryption-enabled',
  },
  'database-encrypted': { ...atRest, cis: '2.3.1', fsbp: 'RDS.3', config: 'rds-storage-encrypted' },
  'database-private': {
    ...unexposed,
    cis: '2.3.3',
    fsbp: 'RDS.2',
    config: 'rds-instance-public-access-check',
  },
  'database-backups': { ...backups, fsbp: 'RDS.11', config: 'db-instance-backup-enabled' },
  'database-logging': { ...recorded, hipaa: '164.312(b)', config: 'rds-logging-enabled' },
  'database-upgrades': {
    cis: '2.3.2',
    fsbp: 'RDS.13',
    pci: '6.3.3',
    config: 'rds-automatic-minor-version-upgrade-enabled',
  },
  'dynamodb-kms': { hipaa: atRest.hipaa, pci: atRest.pci, config: 'dynamodb-table-encrypted-kms' },
  'dynamodb-recovery': { ...backups, fsbp: 'DynamoDB.2', config: 'dynamodb-pitr-enabled' },
  'efs-encrypted': { ...atRest, cis: '2.4.1', fsbp: 'EFS.1', config: 'efs-encrypted-check' },
  'efs-backups': { ...backups, fsbp: 'EFS.2', config: 'efs-in-backup-plan' },
  'cache-encrypted': {
    ...atRest,
    fsbp: 'ElastiCache.4',
    config: 'elasticache-repl-grp-encrypted-at-rest',
  },
  'cache-tls': { ...inTransit, fsbp: 'ElastiCache.5', config: 'elasticache-repl-grp-encrypted-in-transit' },
  'search-encrypted': {
    ...atRest,
    fsbp: 'Opensearch.1',
    config: 'opensearch-encrypted-at-rest elasticsearch-encrypted-at-rest',
  },
  'search-tls': {
    ...inTransit,
    fsbp: 'Opensearch.8',
    hipaa: '164.312(e)(1)',
    config: 'opensearch-https-required',
  },
  'search-nodes-tls': {
    ...inTransit,
    fsbp: 'Opensearch.3',
    hipaa: '164.312(e)(1)',
    config: 'opensearch-node-to-node-encryption-check elasticsearch-node-to-node-encryption-check',
  },
  'redshift-encrypted': { ...atRest, fsbp: 'Redshift.10', config: 'redshift-cluster-configuration-check' },
  'kinesis-encrypted': { ...atRest, fsbp: 'Kinesis.1', config: 'kinesis-stream-encrypted' },
  'sns-encrypted': { ...atRest, config: 'sns-encrypted-kms' },
  'sqs-encrypted': { ...atRest, fsbp: 'SQS.1' },
  'ebs-encrypted': {
    ...atRest,
    cis: '2.2.1',
    fsbp: 'EC2.3',
    config: 'encrypted-volumes ec2-ebs-encryption-by-default',
  },
  'instance-disks-encrypted': {
    ...atRest,
    cis: '2.2.1',
    fsbp: 'EC2.3',
    config: 'encrypted-volumes ec2-ebs-encryption-by-default',
  },
};
