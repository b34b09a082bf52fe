import { askCostExplorer } from '../../../../src/aws/limits/ask-cost-explorer';

const ownFetch = globalThis.fetch;

afterEach(() => {
  globalThis.fetch = ownFetch;
});

it('signs a request of AWS JSON 1.1 for the one endpoint that Cost Explorer has', async () => {
  const sent: { url: string; init: RequestInit }[] = [];
  globalThis.fetch = (url, init) => {
    sent.push({ url: url instanceof Request ? url.url : url.toString(), init: init ?? {} });
    return Promise.resolve(new Response('{"ResultsByTime":[]}', { status: 200 }));
  };
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' };

  const answer = await askCostExplorer(credentials)('GetCostAndUsage', { Granularity: 'MONTHLY' });

  expect(answer).toEqual({ status: 200, body: '{"ResultsByTime":[]}' });
  expect(sent).toMatchObject([
    {
      url: 'https://ce.us-east-1.amazonaws.com/',
      init: { method: 'POST', body: '{"Granularity":"MONTHLY"}' },
    },
  ]);
  const headers = sent[0]?.init.headers as Record<string, string>;
  expect(headers).toMatchObject({
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AWSInsightsIndexService.GetCostAndUsage',
    'x-amz-security-token': 'session',
  });
  expect(headers['authorization']).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/us-east-1\/ce\/aws4_request, SignedHeaders=\S*host\S*x-amz-target\S*, Signature=[0-9a-f]{64}$/,
  );
});
