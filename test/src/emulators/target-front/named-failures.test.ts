import { CreateIpamCommand, EC2Client } from '@aws-sdk/client-ec2';
import { PublishStateMachineVersionCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { Answer } from '../../../../src/emulators/front/call';
import { withNamedFailures } from '../../../../src/emulators/target-front/named-failures';
import { useOwnedFront } from '../../../support/emulated/use-owned-front';
import { ownersKey } from '../../../support/aws/owned-front';
import { queryCall, signedCall, type WireCall } from '../../../support/emulated/signed-call';

const front = useOwnedFront();

const json = (service: string, target: string, version: string): WireCall => ({
  service,
  target,
  type: `application/x-amz-json-${version}`,
  body: {},
});

/** By protocol: what moto does not know, how the answer looks, and what it names. */
const unknown: Record<string, [call: WireCall, type: string, named: string]> = {
  query: [
    queryCall('elasticache', { Action: 'CreateGlobalReplicationGroup', Version: '2015-02-02' }),
    'text/xml',
    'CreateGlobalReplicationGroup of elasticache',
  ],
  ec2: [queryCall('ec2', { Action: 'CreateIpam', Version: '2016-11-15' }), 'text/xml', 'CreateIpam of ec2'],
  'json 1.1': [
    json('ce', 'AWSInsightsIndexService.CreateAnomalyMonitor', '1.1'),
    'application/x-amz-json-1.1',
    'CreateAnomalyMonitor of ce',
  ],
  'json 1.0 of a service': [
    json('codestar-connections', 'com.amazonaws.codestar.CodeStar_connections.CreateConnection', '1.0'),
    'application/x-amz-json-1.1',
    'CreateConnection of codestar-connections',
  ],
  'rest-json': [
    { service: 'eks', path: '/clusters/one/insights', body: {} },
    'application/x-amz-json-1.1',
    'POST /clusters/one/insights of eks',
  ],
  'rest-json of a service': [
    { service: 'grafana', path: '/workspaces', body: {} },
    'application/x-amz-json-1.1',
    'POST /workspaces of grafana',
  ],
  'rest-json by another method': [
    { service: 'lambda', method: 'PATCH', path: '/2015-03-31/functions/one', body: {} },
    'application/x-amz-json-1.1',
    'PATCH /2015-03-31/functions/one of lambda',
  ],
  'rest-xml': [
    { service: 'cloudfront', path: '/2020-05-31/realtime-log-config', type: 'text/xml', body: '<a/>' },
    'text/xml',
    'POST /2020-05-31/realtime-log-config of cloudfront',
  ],
};

describe('what the emulator does not know', () => {
  it.each(Object.entries(unknown))(
    'is an error of its own that names it: %s',
    async (_, [call, type, named]) => {
      const answer = await signedCall(front.url, call);

      expect(answer).toMatchObject({ status: 400, type, code: 'EmulatorLacksOperation' });
      expect(answer.text).toContain(
        `${named} is unknown to the AWS emulator behind this endpoint. AWS did not refuse it`,
      );
    },
  );

  it('is read by SDKs as such, and never asked for a second time', async () => {
    const place = { endpoint: front.url, region: 'us-east-1', credentials: ownersKey, maxAttempts: 4 };
    const ec2 = new EC2Client(place);
    const sfn = new SFNClient(place);
    const once = { name: 'EmulatorLacksOperation', $metadata: { attempts: 1, httpStatusCode: 400 } };

    await expect(ec2.send(new CreateIpamCommand({}))).rejects.toMatchObject(once);
    await expect(
      sfn.send(new PublishStateMachineVersionCommand({ stateMachineArn: 'arn' })),
    ).rejects.toMatchObject(once);
    ec2.destroy();
    sfn.destroy();
  });

  it('is told from where the emulator fails, whose words are passed on', async () => {
    const form = { TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayAttachmentId: 'tgw-attach-1' };
    const call = queryCall('ec2', { Action: 'DisassociateTransitGatewayRouteTable', ...form });

    const answer = await signedCall(front.url, call);

    expect(answer).toMatchObject({ status: 400, code: 'EmulatorFailed' });
    expect(answer.text).toContain(
      "failed at DisassociateTransitGatewayRouteTable of ec2 (KeyError: 'tgw-attach-1'). AWS did not refuse it",
    );
  });

  it('is none of what is not there, which AWS says in its own words', async () => {
    const lost: [WireCall, string][] = [
      [{ service: 's3', method: 'GET', path: `/${front.state}/none` }, 'NoSuchKey'],
      [{ service: 'eks', method: 'GET', path: '/clusters/none' }, 'ResourceNotFoundException'],
      [{ service: 'lambda', method: 'GET', path: '/2015-03-31/functions/none' }, 'ResourceNotFoundException'],
      [queryCall('iam', { Action: 'GetRole', RoleName: 'none' }), 'NoSuchEntity'],
    ];

    for (const [call, code] of lost) {
      expect(await signedCall(front.url, call)).toMatchObject({ status: 404, code });
    }
    const head = { service: 's3', method: 'HEAD', path: `/${front.state}/none` };
    expect(await signedCall(front.url, head)).toMatchObject({ status: 404, text: '' });
  });
});

describe('an emulator that says no more than its page', () => {
  const page = (title: string, text: string): Buffer =>
    Buffer.from(`<!doctype html>\n<html lang=en>\n<title>${title}</title>\n<h1>${text}</h1>\n`);
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/ce/aws4_request' };
  const call = {
    method: 'POST',
    path: '/',
    headers: { ...headers, 'x-amz-target': 'A.B' },
    body: Buffer.alloc(0),
  };
  const through = async (answer: Answer) => {
    const { status, body } = await withNamedFailures(() => Promise.resolve(answer))(call);
    return `${status} ${body.toString('utf8')}`;
  };
  const html = { 'content-type': 'text/html; charset=utf-8' };

  it('does not know the operation or fails at it, or does not know its path', async () => {
    const failed = page('500 Internal Server Error', 'Internal Server Error');

    expect(await through({ status: 500, headers: html, body: failed })).toMatch(
      /^400 .*EmulatorLacksOperation.*B of ce is unknown to .*, or it failed at it\. /,
    );
    for (const title of ['404 Not Found', '405 Method Not Allowed'])
      expect(
        await through({ status: Number(title.slice(0, 3)), headers: html, body: page(title, '') }),
      ).toMatch(/^400 .*B of ce is unknown to the AWS emulator behind this endpoint\. /);
  });

  it('is passed on where it says what AWS says', async () => {
    const own = { status: 500, headers: { 'content-type': 'application/json' }, body: Buffer.from('{}') };

    expect(await through(own)).toBe('500 {}');
    expect(await through({ status: 404, headers: html, body: Buffer.from('<html>a page</html>') })).toBe(
      '404 <html>a page</html>',
    );
    expect(await through({ status: 200, headers: html, body: page('404 Not Found', '') })).toMatch(/^200 /);
  });
});
