import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HubBuckets } from '../constructs/hub/hub-buckets';
import type { KeptProps } from '../constructs/hub/kept';
import { RegistryTable } from '../constructs/hub/registry-table';
import { People } from '../constructs/hub/user-pool';

/** What must outlive every deployment: registry, buckets and people. Nothing of it is deleted with the stack. */
export class StatefulStack extends Stack {
  readonly table: RegistryTable;
  readonly buckets: HubBuckets;
  readonly people: People;

  constructor(scope: Construct, id: string, { stage, protection, ...props }: StackProps & KeptProps) {
    super(scope, id, { ...props, terminationProtection: protection === 'on' });
    this.table = new RegistryTable(this, 'Registry', { stage, protection });
    this.buckets = new HubBuckets(this, 'Buckets', { stage });
    this.people = new People(this, 'People', { stage, protection });
    new CfnOutput(this, 'Issuer', { value: this.people.pool.userPoolProviderUrl });
    new CfnOutput(this, 'ClientId', { value: this.people.client.userPoolClientId });
    new CfnOutput(this, 'CatalogBucket', { value: this.buckets.catalog.bucketName });
  }
}
