import { isNameTaken } from '../../../../src/domain/terraform/message';

const error = (summary: string, detail = '') => ({ severity: 'error' as const, summary, detail });

describe('an error of a create', () => {
  it.each([
    'creating CloudWatch Logs Log Group (/x): operation error CloudWatch Logs: CreateLogGroup, ResourceAlreadyExistsException: The specified log group already exists',
    'creating IAM Role (x): operation error IAM: CreateRole, EntityAlreadyExists: Role with name x already exists.',
    'creating ECR Repository (x): RepositoryAlreadyExistsException: The repository with name x already exists in the registry',
    'creating Security Group (x): InvalidGroup.Duplicate: The security group already exists for VPC vpc-1',
    'creating ELBv2 Load Balancer (x): DuplicateLoadBalancerName: A load balancer with the same name exists, but with different settings',
    'creating RDS DB Instance (x): DBInstanceAlreadyExists: DB instance already exists',
    'creating S3 Bucket (x): BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded',
  ])('says that the name is taken: %s', (summary) => {
    expect(isNameTaken(error(summary))).toBe(true);
    expect(isNameTaken(error('Error creating', summary))).toBe(true);
  });

  it.each([
    'creating IAM Role (x): AccessDenied: User is not authorized to perform: iam:CreateRole',
    'creating VPC: VpcLimitExceeded: The maximum number of VPCs has been reached.',
    'waiting for RDS DB Instance (x) create: timeout while waiting for state to become available',
    'creating Lambda Function (x): RequestError: send request failed: connection reset by peer',
  ])('says something else: %s', (summary) => {
    expect(isNameTaken(error(summary))).toBe(false);
  });

  it('is none where it is only a warning', () => {
    expect(isNameTaken({ severity: 'warning', summary: 'The role already exists', detail: '' })).toBe(false);
  });
});
