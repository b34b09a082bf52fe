import { classifyDiagnostics, classifyText } from '../../../../src/bundle/terraform/classify-failure';

describe('classifyText', () => {
  it.each([
    ['ThrottlingException: Rate exceeded', 'throttled'],
    ['VpcLimitExceeded: The maximum number of VPCs has been reached.', 'quota'],
    ['AddressLimitExceeded: The maximum number of addresses has been reached', 'quota'],
    ['UnauthorizedOperation: You are not authorized to perform this operation', 'permission'],
    ['AccessDeniedException: User is not authorized', 'permission'],
    ["DependencyViolation: The vpc 'vpc-1' has dependencies and cannot be deleted", 'dependency'],
    [
      'RepositoryNotEmptyException: The repository cannot be deleted because it still contains images',
      'occupied',
    ],
    ['BucketNotEmpty: The bucket you tried to delete is not empty', 'occupied'],
    ['dial tcp: lookup ec2.amazonaws.com: no such host', 'unreachable'],
    ['InvalidParameterValue: bad CIDR', 'configuration'],
    ['Instance cannot be destroyed. Resource a.b has lifecycle.prevent_destroy set', 'configuration'],
    ['something nobody has seen', 'unknown'],
  ])('classes "%s" as %s', (text, expected) => {
    expect(classifyText(text)).toBe(expected);
  });
});

describe('classifyDiagnostics', () => {
  const error = (summary: string, address?: string) => ({
    severity: 'error' as const,
    summary,
    detail: '',
    ...(address === undefined ? {} : { address }),
  });

  it('names every error and each address once', () => {
    const failure = classifyDiagnostics('apply', [
      error('odd', 'a.b'),
      error('AccessDenied', 'a.b'),
      error('odd too', 'c.d'),
      { severity: 'warning', summary: 'deprecated', detail: '' },
    ]);

    expect(failure).toEqual({
      class: 'permission',
      reason: 'terraform apply: a.b: odd\na.b: AccessDenied\nc.d: odd too',
      addresses: ['a.b', 'c.d'],
    });
  });

  it("says what to do where the target's role cannot be assumed", () => {
    const role = 'arn:aws:iam::123456789012:role/leasehold-provisioner';
    const detail = `IAM Role (${role}) cannot be assumed.\n\nError: operation error STS: AssumeRole, StatusCode: 403, api error AccessDenied: not authorized to perform: sts:AssumeRole`;

    const failure = classifyDiagnostics('plan', [{ ...error('Cannot assume IAM Role'), detail }]);

    expect(failure.class).toBe('permission');
    expect(failure.reason).toMatch(
      /Its trust policy must name the runner's role and the target's external id/,
    );
    expect(failure.reason).toContain(role);
  });

  it('says what to do where AWS deletes only what is empty', () => {
    const summary = 'ECR Repository (shop/web) not empty, consider using force_delete';

    const failure = classifyDiagnostics('apply', [
      error(summary, 'module.ecr.aws_ecr_repository.this["web"]'),
    ]);

    expect(failure.class).toBe('occupied');
    expect(failure.reason).toMatch(/Delete its content, or ask its owner to, then retry/);
    expect(failure.reason).toContain(summary);
  });

  it('blames no trust where the target only did not answer', () => {
    const detail = 'operation error STS: AssumeRole, dial tcp 10.0.0.1:443: connect: connection refused';

    const failure = classifyDiagnostics('plan', [{ ...error('Cannot assume IAM Role'), detail }]);

    expect(failure.class).toBe('unreachable');
    expect(failure.reason).not.toContain('trust policy');
  });

  it('takes what was written to stderr when there is no diagnostic', () => {
    const failure = classifyDiagnostics('init', [], 'Error: Failed to query available provider packages');

    expect(failure).toMatchObject({ class: 'unreachable' });
    expect(failure.reason).toContain('Failed to query available provider packages');
  });
});
