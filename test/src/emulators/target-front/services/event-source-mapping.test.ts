import { useOwnedFront } from '../../../../support/emulated/use-owned-front';
import { queryCall, signedCall } from '../../../../support/emulated/signed-call';

const front = useOwnedFront();
const rest = async (method: string, path: string, body?: object) => {
  const { text } = await signedCall(front.url, {
    service: 'lambda',
    method,
    path,
    ...(body !== undefined && { body }),
  });
  return JSON.parse(text || '{}') as { UUID: string; FunctionArn: string };
};
const query = (service: string, form: Record<string, string>) =>
  signedCall(front.url, queryCall(service, form));

it('an event source calls the alias that it names, until it names the function', async () => {
  const functions = '/2015-03-31/functions';
  const mappings = '/2015-03-31/event-source-mappings';
  const Statement = [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
  ];
  const trust = JSON.stringify({ Version: '2012-10-17', Statement });
  await query('iam', { Action: 'CreateRole', RoleName: 'reader', AssumeRolePolicyDocument: trust });
  await query('sqs', { Action: 'CreateQueue', QueueName: 'mails' });
  const made = await rest('POST', functions, {
    FunctionName: 'reader',
    Runtime: 'nodejs22.x',
    Role: 'arn:aws:iam::123456789012:role/reader',
    Handler: 'a.b',
    Code: { ZipFile: 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==' },
    Publish: true,
  });
  const plain = made.FunctionArn.split(':').slice(0, 7).join(':');
  await rest('POST', `${functions}/reader/aliases`, { Name: 'live', FunctionVersion: '1' });

  const EventSourceArn = 'arn:aws:sqs:us-east-1:123456789012:mails';
  const mapping = await rest('POST', mappings, { EventSourceArn, FunctionName: `${plain}:live` });
  const read = await rest('GET', `${mappings}/${mapping.UUID}`);
  const listed = JSON.stringify(await rest('GET', mappings));
  const moved = await rest('PUT', `${mappings}/${mapping.UUID}`, { FunctionName: 'reader' });
  await rest('DELETE', `${mappings}/${mapping.UUID}`);

  expect([mapping.FunctionArn, read.FunctionArn]).toEqual([`${plain}:live`, `${plain}:live`]);
  expect(listed).toContain(`${plain}:live`);
  expect(moved.FunctionArn).not.toContain('live');
});
