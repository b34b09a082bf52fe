import { type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { S3Bucket } from '../../../src/aws/s3-bucket';

/** A bucket that answers writes with these statuses, one after the other, and the last one from then on. */
function answering(...statuses: number[]): { bucket: S3Bucket; sent: () => number } {
  let sent = 0;
  const send = () => {
    const status = statuses[Math.min(sent++, statuses.length - 1)] ?? 200;
    if (status === 200) return Promise.resolve({ ETag: 'new' });
    const error = new S3ServiceException({
      name: 'Refused',
      $fault: 'client',
      $metadata: { httpStatusCode: status },
    });
    return Promise.reject(error);
  };
  return { bucket: new S3Bucket({ send } as unknown as S3Client, 'bucket'), sent: () => sent };
}

const write = (bucket: S3Bucket) => bucket.write('bundles/a.zip', 'zip', { when: 'absent' });

describe('a conditional write', () => {
  it('is made again while another write of the key is under way, which may fail and leave nothing', async () => {
    const { bucket, sent } = answering(409, 409, 200);

    expect(await write(bucket)).toBe('new');
    expect(sent()).toBe(3);
  });

  it('is not made where the other write was', async () => {
    expect(await write(answering(409, 412).bucket)).toBeNull();
    expect(await write(answering(412).bucket)).toBeNull();
  });

  it('is given up where that does not end', async () => {
    const { bucket, sent } = answering(409);

    expect(await write(bucket)).toBeNull();
    expect(sent()).toBeLessThan(10);
  });

  it('throws every other refusal', async () => {
    await expect(write(answering(403).bucket)).rejects.toMatchObject({ name: 'Refused' });
  });
});
