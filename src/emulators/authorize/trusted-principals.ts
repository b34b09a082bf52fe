import { GetRoleCommand, GetUserCommand, type IAMClient } from '@aws-sdk/client-iam';
import { AwsFault } from '../aws-json';
import { parseTrustPolicy } from '../iam/policy-kinds';

/** The id of each principal by its ARN. */
type Ids = ReadonlyMap<string, string>;

/**
 * What the trust policies of roles meant when they were written. IAM keeps the ids of the roles and users that they name, so
 * that one made anew under an old name is trusted by nobody
 * (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
 */
export class TrustedPrincipals {
  private readonly written = new Map<string, Ids>();

  constructor(
    private readonly iam: IAMClient,
    private readonly account: string,
  ) {}

  /** The ids of the roles and users of this account that a policy names; throws `MalformedPolicyDocument` where one is not there. */
  async idsIn(document: string): Promise<Ids> {
    const named = parseTrustPolicy(document).flatMap(({ Principal, NotPrincipal }) => [
      ...(Principal?.AWS ?? []),
      ...(NotPrincipal?.AWS ?? []),
    ]);
    const ids = new Map<string, string>();
    for (const arn of named.filter((one) => this.isToBeThere(one))) {
      const id = await this.idOf(arn);
      if (id === undefined)
        throw new AwsFault('MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${arn}"`);
      ids.set(arn, id);
    }
    return ids;
  }

  /** Remembers whom the trust policy of a role names, once it is written. */
  keep(role: string, ids: Ids): void {
    this.written.set(role, ids);
  }

  /** The trust policy of a role as IAM shows it: for a principal that is gone or was made anew, with its old id. */
  async asKept(role: string, document: string): Promise<string> {
    let kept = document;
    for (const [arn, id] of this.written.get(role) ?? [])
      if ((await this.idOf(arn)) !== id) kept = kept.replaceAll(`"${arn}"`, `"${id}"`);
    return kept;
  }

  /** Nobody here knows what there is in another account; an id names what is gone. */
  private isToBeThere(principal: string): boolean {
    const own = new RegExp(`^arn:aws:iam::${this.account}:(role|user)/`);
    return own.test(principal) || /^A(RO|ID)A\w+$/.test(principal);
  }

  private async idOf(arn: string): Promise<string | undefined> {
    const name = arn.split('/').at(-1);
    if (arn.includes(':user/')) {
      const asked = this.iam.send(new GetUserCommand({ UserName: name }));
      return (await asked.catch(() => undefined))?.User?.UserId;
    }
    const asked = this.iam.send(new GetRoleCommand({ RoleName: name }));
    return (await asked.catch(() => undefined))?.Role?.RoleId;
  }
}
