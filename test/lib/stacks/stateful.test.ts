import { Match } from 'aws-cdk-lib/assertions';
import { tableDefinition } from '../../../src/plane/table';
import { usualAccount } from '../../../lib/facts';
import { finders } from '../../../src/deploy/find-kept';
import { templatesOf } from '../../support/plane/synthesized';

const { stateful } = templatesOf();

describe('the stateful stack', () => {
  it('makes the table that the adapters define, in CloudFormation as in the SDK', () => {
    const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode } = tableDefinition('any');

    stateful.hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'leasehold-dev-registry',
      AttributeDefinitions,
      KeySchema,
      GlobalSecondaryIndexes,
      BillingMode,
    });
  });

  it('can restore the table to any second of five weeks, and lets nobody delete it', () => {
    stateful.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      },
    });
  });

  it('keeps four buckets, encrypted and closed to the public', () => {
    const kept = {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        BucketEncryption: Match.anyValue(),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    };

    stateful.resourceCountIs('AWS::S3::Bucket', 4);
    expect(Object.keys(stateful.findResources('AWS::S3::Bucket', kept))).toHaveLength(4);
  });

  it('encrypts states and artifacts under a key that is used through these buckets alone, and is kept', () => {
    const through = {
      StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': Match.anyValue() },
    };
    stateful.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        EnableKeyRotation: true,
        KeyPolicy: {
          Statement: [
            { Sid: 'Administrate' },
            { Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Condition: through },
          ].map((statement) => Match.objectLike(statement)),
        },
      },
    });
    const [key] = Object.values(stateful.findResources('AWS::KMS::Key'));
    const [administrate] = key?.Properties.KeyPolicy.Statement as { Action: string[] }[];
    expect(administrate?.Action.filter((action) => /\*$/.test(action))).not.toContain('kms:*');
    expect(administrate?.Action.join()).not.toMatch(/crypt|GenerateDataKey|Grant/);
    const underKey = stateful.findResources('AWS::S3::Bucket', {
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
          ],
        },
      },
    });
    const names = Object.values(underKey).map(({ Properties }) => JSON.stringify(Properties.BucketName));
    expect(names.map((name) => /leasehold-dev-(\w+)/.exec(name)?.[1])).toEqual(['state', 'artifacts']);
  });

  it('keeps every version of states, artifacts and the catalog, and logs who reads them', () => {
    const versioned = stateful.findResources('AWS::S3::Bucket', {
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        LoggingConfiguration: Match.anyValue(),
        LifecycleConfiguration: {
          Rules: Match.arrayWith([
            Match.objectLike({ NoncurrentVersionExpiration: Match.anyValue() }),
            Match.objectLike({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
          ]),
        },
      },
    });

    expect(Object.keys(versioned)).toHaveLength(3);
  });

  it('refuses every request to a bucket without TLS', () => {
    const policies = stateful.findResources('AWS::S3::BucketPolicy', {
      Properties: {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: 'Deny',
              Action: 's3:*',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            }),
          ]),
        },
      },
    });

    expect(Object.keys(policies)).toHaveLength(4);
  });

  it('lets in only people who were invited, with a second factor', () => {
    stateful.hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        MfaConfiguration: 'ON',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        DeletionProtection: 'ACTIVE',
      },
    });
  });

  it('gives the command line a public client that knows only authorization codes', () => {
    stateful.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      CallbackURLs: [8976, 8977, 8978].map((port) => `http://127.0.0.1:${port}/callback`),
    });
  });

  it('puts the claims that give rights into the tokens, and lets nobody write them', () => {
    stateful.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      WriteAttributes: ['name'],
      ReadAttributes: ['custom:teams', 'email', 'email_verified', 'name'],
    });
  });

  it.each(['viewer', 'developer', 'approver', 'admin'])('has a group for the role %s', (GroupName) => {
    stateful.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName });
  });
});

describe('a first creation of the stateful stack', () => {
  const first = templatesOf('dev', {}, { ...usualAccount, protection: 'off' }).stateful.toJSON() as Stack;
  const later = templatesOf().stateful.toJSON() as Stack;

  interface Stack {
    Resources: Record<
      string,
      { Type: string; DeletionPolicy?: string; Properties?: Record<string, unknown> }
    >;
  }

  /** What AWS may do with each resource when the creation that made it fails. */
  const lasting = ({ Resources }: Stack) =>
    Object.entries(Resources).filter(([, { DeletionPolicy, Properties = {} }]) => {
      const guards = Object.entries(Properties).filter(([name]) => name.startsWith('DeletionProtection'));
      return DeletionPolicy === 'Retain' || guards.some(([, value]) => value === true || value === 'ACTIVE');
    });

  it('can be taken back whole where it fails', () => {
    expect(lasting(first)).toEqual([]);
  });

  it('differs from later ones in protection alone, which those have', () => {
    const guards = lasting(later).map(([, { Type }]) => Type);
    const without = ({ Resources }: Stack) =>
      JSON.stringify(Resources).replaceAll(/"DeletionProtection\w*":[^,}]+,?/g, '');

    expect(guards.sort()).toEqual(['AWS::Cognito::UserPool', 'AWS::DynamoDB::Table']);
    expect(without(first)).toBe(without(later));
  });

  it('keeps nothing that a later stack of the stage could not find and take over', () => {
    const kept = Object.values(later.Resources).filter(
      ({ DeletionPolicy }) => DeletionPolicy === 'RetainExceptOnCreate',
    );

    expect(kept.length).toBeGreaterThan(5);
    expect([...new Set(kept.map(({ Type }) => Type))].sort()).toEqual(Object.keys(finders).sort());
  });
});
