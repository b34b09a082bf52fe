import { Aws, Duration, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  OAuthScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { Role } from '../../../src/domain/access/actor';
import { nameIn } from '../../../src/plane/names';
import { kept, type KeptProps } from './kept';

/** The ports of a person's machine that the CLI may take its answer on. */
export const callbackPorts = [8976, 8977, 8978];

const scopes = [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE];
/** What the CLI asks the issuer for. */
export const scopeNames = scopes.map(({ scopeName }) => scopeName);

/** The stage's own issuer: people whom an administrator invited, signed in by PKCE; groups are roles. */
export class People extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, props: KeptProps) {
    super(scope, id);
    this.pool = this.createPool(props);
    this.client = this.createClient(props.stage);
    this.pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `${nameIn(props.stage, Aws.ACCOUNT_ID)}` },
    });
    for (const role of Role.options) this.createGroup(role);
  }

  /** Who is in a group, only the group knows: it is kept as the pool is. */
  private createGroup(groupName: string): void {
    const { userPoolId } = this.pool;
    const group = new CfnUserPoolGroup(this, `Group-${groupName}`, { userPoolId, groupName });
    group.applyRemovalPolicy(kept);
  }

  private createPool({ stage, protection }: KeptProps): UserPool {
    const pool = new UserPool(this, 'Pool', {
      userPoolName: nameIn(stage, 'people'),
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      standardAttributes: { email: { required: true, mutable: true } },
      customAttributes: { teams: new StringAttribute({ mutable: true, maxLen: 2048 }) },
      keepOriginal: { email: true },
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: protection === 'on',
      removalPolicy: kept,
    });
    const reason =
      'Threat protection belongs to the paid Plus plan; sign-up is closed and a second factor is required of everyone.';
    Validations.of(pool).acknowledge(
      { id: 'AwsSolutions-COG3', reason },
      { id: 'AwsSolutions-COG8', reason },
    );
    return pool;
  }

  /** Public, as a program on a person's machine keeps no secret; it may write no attribute, since teams are rights. */
  private createClient(stage: string): UserPoolClient {
    return this.pool.addClient('Cli', {
      userPoolClientName: nameIn(stage, 'cli'),
      generateSecret: false,
      // Named, since AWS gives a client that names none passwords by SRP and custom challenges as well.
      authFlows: { userSrp: false },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes,
        callbackUrls: callbackPorts.map((port) => `http://127.0.0.1:${port}/callback`),
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      // Only what a client may read is in its tokens, and by itself it reads no attribute of our own.
      readAttributes: new ClientAttributes()
        .withStandardAttributes({ email: true, emailVerified: true, fullname: true })
        .withCustomAttributes('teams'),
      writeAttributes: new ClientAttributes().withStandardAttributes({ fullname: true }),
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(1),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
  }
}
