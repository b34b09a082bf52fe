import { signedCall } from '../../../../support/emulated/signed-call';
import { useOwnedFront } from '../../../../support/emulated/use-owned-front';

const front = useOwnedFront();

async function guardDuty(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const call = { service: 'guardduty', method, path, ...(body && { body }) };
  const { text, status, code } = await signedCall(front.url, call);
  return status < 300 ? (JSON.parse(text || '{}') as Record<string, unknown>) : { code };
}

describe('a detector on the emulator', () => {
  let detector = '';
  beforeAll(async () => {
    const { detectorId } = await guardDuty('POST', '/detector', { enable: true });
    detector = `/detector/${String(detectorId)}`;
  });

  it('changes the features that a call names, and no other', async () => {
    await guardDuty('POST', detector, { features: [{ name: 'S3_DATA_EVENTS', status: 'ENABLED' }] });
    await guardDuty('POST', detector, { features: [{ name: 'EKS_AUDIT_LOGS', status: 'ENABLED' }] });
    await guardDuty('POST', detector, { features: [{ name: 'S3_DATA_EVENTS', status: 'DISABLED' }] });

    expect((await guardDuty('GET', detector))['features']).toEqual([
      { name: 'S3_DATA_EVENTS', status: 'DISABLED' },
      { name: 'EKS_AUDIT_LOGS', status: 'ENABLED' },
    ]);
  });

  it('publishes to where it is told, until that ends', async () => {
    const destinationProperties = { destinationArn: 'arn:aws:s3:::findings', kmsKeyArn: 'arn:aws:kms:one' };
    const made = await guardDuty('POST', `${detector}/publishingDestination`, {
      destinationType: 'S3',
      destinationProperties,
    });
    const at = `${detector}/publishingDestination/${String(made['destinationId'])}`;
    await guardDuty('POST', at, { destinationProperties: { destinationArn: 'arn:aws:s3:::others' } });
    const changed = await guardDuty('GET', at);
    const listed = await guardDuty('GET', `${detector}/publishingDestination`);
    await guardDuty('DELETE', at);

    expect(changed).toMatchObject({
      status: 'PUBLISHING',
      destinationType: 'S3',
      destinationProperties: { destinationArn: 'arn:aws:s3:::others' },
    });
    expect(listed['destinations']).toHaveLength(1);
    expect(await guardDuty('GET', at)).toEqual({ code: 'BadRequestException' });
  });

  it('takes all that it had with it', async () => {
    await guardDuty('POST', `${detector}/publishingDestination`, { destinationType: 'S3' });
    await guardDuty('DELETE', detector);

    expect(await guardDuty('GET', `${detector}/publishingDestination`)).toEqual({ destinations: [] });
  });
});
