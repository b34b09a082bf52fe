import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient, ListProjectsCommand } from '@aws-sdk/client-codebuild';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { IAMClient, ListOpenIDConnectProvidersCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { credentials, region } from '../../../src/local/hub';

/** What a target's emulator holds by name, past tags and past Leasehold: `repository shop/web`, sorted. */
export async function takeCensus(endpoint: string): Promise<string[]> {
  const at = { endpoint, region, credentials };
  const counted = await Promise.all([
    named('bucket', buckets(new S3Client({ ...at, forcePathStyle: true }))),
    named('identity provider', providers(new IAMClient(at))),
    named('log group', logGroups(new CloudWatchLogsClient(at))),
    named('project', projects(new CodeBuildClient(at))),
    named('repository', repositories(new ECRClient(at))),
    named('role', roles(new IAMClient(at))),
    named('table', tables(new DynamoDBClient(at))),
    named('VPC', vpcs(new EC2Client(at))),
  ]);
  return counted.flat().sort();
}

async function named(kind: string, names: Promise<(string | undefined)[]>): Promise<string[]> {
  return (await names).map((name) => `${kind} ${name}`);
}

async function logGroups(client: CloudWatchLogsClient) {
  return ((await client.send(new DescribeLogGroupsCommand())).logGroups ?? []).map((one) => one.logGroupName);
}

async function projects(client: CodeBuildClient) {
  return (await client.send(new ListProjectsCommand())).projects ?? [];
}

async function repositories(client: ECRClient) {
  const { repositories = [] } = await client.send(new DescribeRepositoriesCommand());
  return repositories.map((one) => one.repositoryName);
}

async function roles(client: IAMClient) {
  return ((await client.send(new ListRolesCommand())).Roles ?? []).map((one) => one.RoleName);
}

async function vpcs(client: EC2Client) {
  return ((await client.send(new DescribeVpcsCommand())).Vpcs ?? []).map((one) => one.VpcId);
}

async function buckets(client: S3Client) {
  return ((await client.send(new ListBucketsCommand())).Buckets ?? []).map((one) => one.Name);
}

async function providers(client: IAMClient) {
  const { OpenIDConnectProviderList = [] } = await client.send(new ListOpenIDConnectProvidersCommand());
  return OpenIDConnectProviderList.map((one) => one.Arn);
}

async function tables(client: DynamoDBClient) {
  return (await client.send(new ListTablesCommand())).TableNames ?? [];
}
