import { signerFor } from '../../../../src/emulators/front/signer';
import { ownersKey } from '../../../support/aws/owned-front';
import { useOwnedFront } from '../../../support/emulated/use-owned-front';

const front = useOwnedFront();

/** One call of SQS as the AWS provider makes it: in JSON, in a region. */
async function sqs(
  operation: string,
  input: object,
  region = 'us-east-1',
): Promise<{ QueueUrl?: string; Attributes?: Record<string, string> }> {
  const { host } = new URL(front.url);
  const body = JSON.stringify(input);
  const headers = {
    host,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `AmazonSQS.${operation}`,
  };
  const request = { method: 'POST', protocol: 'http:', hostname: host, path: '/', headers, body };
  const signed = await signerFor(ownersKey, { region, service: 'sqs' }).sign(request);
  const answer = await fetch(front.url, { method: 'POST', headers: signed.headers, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return JSON.parse(text || '{}') as object;
}

const policy = JSON.stringify({
  redrivePermission: 'byQueue',
  sourceQueueArns: ['arn:aws:sqs:us-east-1:123456789012:orders'],
});

async function make(QueueName: string, Attributes = {}, region = 'us-east-1'): Promise<string> {
  return (await sqs('CreateQueue', { QueueName, Attributes }, region)).QueueUrl ?? '';
}

/** What a queue says of its policy; all of its attributes where none is named. */
async function policyOf(QueueUrl: string, AttributeNames = ['All'], region = 'us-east-1') {
  const { Attributes } = await sqs('GetQueueAttributes', { QueueUrl, AttributeNames }, region);
  return Attributes?.RedriveAllowPolicy;
}

describe('the policy of a dead-letter queue on the emulator', () => {
  it('is read back as it was set, by its name and among all attributes', async () => {
    const QueueUrl = await make('dead-letters');
    await sqs('SetQueueAttributes', { QueueUrl, Attributes: { RedriveAllowPolicy: policy } });

    expect(await policyOf(QueueUrl)).toBe(policy);
    expect(await policyOf(QueueUrl, ['RedriveAllowPolicy'])).toBe(policy);
    expect(await policyOf(QueueUrl, ['QueueArn'])).toBeUndefined();
    const { Attributes } = await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
    expect(Attributes?.QueueArn).toMatch(/:dead-letters$/);
  });

  it('is read back where the queue was made with it, and of no other queue and region', async () => {
    const Attributes = { RedriveAllowPolicy: policy };
    const [one, other] = [await make('made-with', Attributes), await make('made-without')];
    const elsewhere = await make('made-with', {}, 'eu-west-1');

    expect(await policyOf(one)).toBe(policy);
    expect(await policyOf(other)).toBeUndefined();
    expect(await policyOf(elsewhere, ['All'], 'eu-west-1')).toBeUndefined();
  });

  it('goes where it is emptied, and with its queue', async () => {
    const QueueUrl = await make('emptied', { RedriveAllowPolicy: policy });
    await sqs('SetQueueAttributes', { QueueUrl, Attributes: { RedriveAllowPolicy: '' } });
    const deleted = await make('deleted', { RedriveAllowPolicy: policy });
    await sqs('DeleteQueue', { QueueUrl: deleted });
    await make('deleted');

    expect(await policyOf(QueueUrl)).toBeUndefined();
    expect(await policyOf(deleted)).toBeUndefined();
  });

  it('stays as it was where AWS refuses what is set beside it', async () => {
    const QueueUrl = await make('refused', { RedriveAllowPolicy: policy });
    const Attributes = {
      RedriveAllowPolicy: '{}',
      RedrivePolicy:
        '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:nowhere","maxReceiveCount":4}',
    };

    await expect(sqs('SetQueueAttributes', { QueueUrl, Attributes })).rejects.toThrow();

    expect(await policyOf(QueueUrl)).toBe(policy);
  });
});

describe('the policy that names a dead-letter queue on the emulator', () => {
  it('is read back without the spaces that SQS does not write', async () => {
    await make('letters');
    const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:123456789012:letters';
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 4 });
    const QueueUrl = await make('orders', { RedrivePolicy });

    const { Attributes } = await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['RedrivePolicy'] });

    expect(Attributes).toEqual({ RedrivePolicy });
  });
});

describe('who may use a queue on the emulator', () => {
  it('stays as it was when another attribute is set, at the same time or later', async () => {
    const Statement = [
      { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sqs:SendMessage', Resource: '*' },
    ];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    const QueueUrl = await make('shared');
    const set = (Attributes: object) => sqs('SetQueueAttributes', { QueueUrl, Attributes });
    const policyNow = async () => {
      const { Attributes } = await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
      return JSON.parse(Attributes?.Policy ?? 'null') as unknown;
    };

    await Promise.all([set({ Policy }), set({ DelaySeconds: '5' })]);
    const first = await policyNow();
    await set({ VisibilityTimeout: '60' });

    const written = JSON.parse(Policy) as unknown;
    expect([first, await policyNow()]).toEqual([written, written]);
    await set({ Policy: '' });
    expect(await policyNow()).toBeNull();
  });
});
