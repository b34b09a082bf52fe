import type { Arns } from '../names';
import { throughStorage } from './encrypted';
import type { Permission } from './permission';

/** Where the source of a build lies. */
interface Source {
  s3BucketName: string;
  s3ObjectKey: string;
}

/** CodeBuild fetches the source of a build as the role of its project. */
export function fetchSource(arns: Arns, { s3BucketName, s3ObjectKey }: Source): Permission[] {
  const bucket = `arn:aws:s3:::${s3BucketName}`;
  return [
    {
      sid: 'FetchRunner',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: [`${bucket}/${s3ObjectKey}`],
    },
    { sid: 'FindRunner', actions: ['s3:GetBucketAcl', 's3:GetBucketLocation'], resources: [bucket] },
    // CDK's bucket has a key where it was bootstrapped with one.
    throughStorage(arns, [bucket], { sid: 'DecryptRunner', actions: ['kms:Decrypt'] }),
  ];
}

const enterRegistry: Permission = {
  sid: 'EnterRegistry',
  actions: ['ecr:GetAuthorizationToken'],
  resources: ['*'],
  why: 'A registry token has no resource level; the other statements limit what it gives access to.',
};

/** CodeBuild pulls the image of a build as the role of its project. */
export function pullPermissions(arns: Arns): Permission[] {
  const actions = ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'];
  return [enterRegistry, { sid: 'PullImage', actions, resources: [arns.runnerImages] }];
}

/** Baking: finding out whether the image is there, and pushing it. */
export function bakePermissions(arns: Arns): Permission[] {
  const actions = [
    'ecr:DescribeImages',
    'ecr:BatchCheckLayerAvailability',
    'ecr:BatchGetImage',
    'ecr:InitiateLayerUpload',
    'ecr:UploadLayerPart',
    'ecr:CompleteLayerUpload',
    'ecr:PutImage',
  ];
  return [enterRegistry, { sid: 'PushImage', actions, resources: [arns.runnerImages] }];
}
