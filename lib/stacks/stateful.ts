import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HubBuckets } from '../constructs/hub/hub-buckets';
import { RegistryTable } from '../constructs/hub/registry-table';
import { People } from '../constructs/hub/user-pool';

/** What must outlive every deployment: registry, buckets and people. Nothing of it is deleted with the stack. */
export class StatefulStack extends Stack {
  readonly table: RegistryTable;
  readonly buckets: HubBuckets;
  readonly people: People;

  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { stage: string }) {
    super(scope, id, { ...props, terminationProtection: true });
    this.table = new RegistryTable(this, 'Registry', { stage });
    this.buckets = new HubBuckets(this, 'Buckets', { stage });
    this.people = new People(this, 'People', { stage });
    new CfnOutput(this, 'Issuer', { value: this.people.pool.userPoolProviderUrl });
    new CfnOutput(this, 'ClientId', { value: this.people.client.userPoolClientId });
    new CfnOutput(this, 'CatalogBucket', { value: this.buckets.catalog.bucketName });
  }
}
