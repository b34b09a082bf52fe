import { useOwnedFront } from '../../../../support/emulated/use-owned-front';
import { signedCall } from '../../../../support/emulated/signed-call';

const front = useOwnedFront();

async function kms(operation: string, body: object): Promise<Record<string, unknown>> {
  const call = { service: 'kms', target: `TrentService.${operation}`, body };
  const { text } = await signedCall(front.url, call);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

describe('a key on the emulator', () => {
  it('tells in how many days it is rotated, by its id and its ARN, while it is rotated', async () => {
    const { KeyMetadata } = await kms('CreateKey', {});
    const { KeyId, Arn } = KeyMetadata as { KeyId: string; Arn: string };
    await kms('EnableKeyRotation', { KeyId, RotationPeriodInDays: 180 });
    const inHalfAYear = await kms('GetKeyRotationStatus', { KeyId: Arn });
    await kms('EnableKeyRotation', { KeyId });
    const inAYear = await kms('GetKeyRotationStatus', { KeyId });
    await kms('DisableKeyRotation', { KeyId });

    expect(inHalfAYear).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 180 });
    expect(inAYear).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 365 });
    expect(await kms('GetKeyRotationStatus', { KeyId })).not.toHaveProperty('RotationPeriodInDays');
  });
});
