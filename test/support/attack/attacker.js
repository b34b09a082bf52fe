// Runs as somebody else, from standard input, with nothing but Node: tries what it is told, and prints what it got.
import { readdirSync, readFileSync } from 'node:fs';
import { Buffer } from 'node:buffer';
import { request } from 'node:http';
import { URLSearchParams } from 'node:url';

const { ports, sockets, pids, files, catalog, table, project, mark, headers } = JSON.parse(process.argv[2]);

const scopeOf = (service) =>
  `AWS4-HMAC-SHA256 Credential=leasehold-owner/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=none`;

/** Sends one request; what cannot be sent gets nothing. */
function send(way, { method, path, body = '', more = {} }) {
  return new Promise((resolve) => {
    const asked = request({ ...way, method, path, headers: { ...headersFor(way), ...more } }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    asked.on('error', () => resolve({ status: 0, headers: {}, text: '' }));
    asked.setTimeout(10_000, () => asked.destroy());
    asked.end(body);
  });
}

function headersFor({ port }) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replace('<port>', String(port ?? 80)).replace('<catalog>', catalog),
    ]),
  );
}

const json = (target, service, input) => ({
  method: 'POST',
  path: '/',
  body: JSON.stringify(input),
  more: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': target,
    authorization: scopeOf(service),
    'x-amz-date': '20260101T000000Z',
  },
});

const attempts = [
  {
    method: 'PUT',
    path: `/${catalog}/bundles/${mark}`,
    body: 'evil',
    more: { authorization: scopeOf('s3'), 'content-length': '4' },
  },
  json('DynamoDB_20120810.PutItem', 'dynamodb', {
    TableName: table,
    Item: { pk: { S: mark }, sk: { S: mark } },
  }),
  json('CodeBuild_20161006.StartBuild', 'codebuild', { projectName: project }),
];

/** Presses the button of the sign-in page; whether that gave a code. */
async function signIn(way) {
  const query = new URLSearchParams({
    client_id: 'leasehold',
    redirect_uri: 'http://127.0.0.1:9/callback',
    response_type: 'code',
    scope: 'openid',
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
  });
  const page = await send(way, { method: 'GET', path: `/authorize?${query}` });
  const asked = /name="request" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const answer = await send(way, {
    method: 'POST',
    path: '/authorize/decide',
    body: new URLSearchParams({ request: asked, decision: 'allow', code: 'guess' }).toString(),
    more: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  return /[?&]code=/.test(String(answer.headers.location));
}

function readable(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function listed(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const ways = [
  ...ports.map((port) => ({ host: '127.0.0.1', port })),
  ...sockets.map((socketPath) => ({ socketPath })),
];
let signedIn = false;
let reached = 0;
for (const way of ways) {
  for (const attempt of attempts) if ((await send(way, attempt)).status > 0) reached += 1;
  signedIn ||= await signIn(way);
}
const read = [
  ...files.map(readable),
  ...files.flatMap(listed),
  ...pids.flatMap((pid) => [readable(`/proc/${pid}/environ`), readable(`/proc/${pid}/cmdline`)]),
].join('\n');
process.stdout.write(JSON.stringify({ signedIn, reached, read }));
