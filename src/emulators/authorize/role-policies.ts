import { GetRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { PolicySet } from '../iam/evaluate-policies';
import { parseTrustPolicy } from '../iam/policy-kinds';
import type { Statement } from '../iam/policy-document';
import { readRolePolicies } from '../iam/role-policies';
import type { TrustedPrincipals } from './trusted-principals';

/** The policies of an emulator's roles, read once until a call changes something in IAM. */
export class RolePolicies {
  private readonly read = new Map<string, Promise<PolicySet>>();

  constructor(
    private readonly iam: IAMClient,
    readonly trusted: TrustedPrincipals,
  ) {}

  of(role: string): Promise<PolicySet> {
    const policies = this.read.get(role) ?? readRolePolicies(this.iam, role);
    this.read.set(role, policies);
    policies.catch(() => this.read.delete(role));
    return policies;
  }

  /** The trust policy of a role by its ARN; nobody is trusted by one that does not exist. */
  async trustOf(arn: string): Promise<readonly Statement[]> {
    const RoleName = arn.split('/').at(-1) ?? '';
    const { Role } = await this.iam.send(new GetRoleCommand({ RoleName })).catch(() => ({ Role: undefined }));
    const document = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
    return document === '' ? [] : parseTrustPolicy(await this.trusted.asKept(RoleName, document));
  }

  /** Forgets all where a call may have changed a policy. */
  after(service: string, operation: string): void {
    if (service === 'iam' && !/^(Get|List|Simulate)/.test(operation)) this.read.clear();
  }
}
