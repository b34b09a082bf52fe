import type { Call } from '../front/call';
import { readAddressSignature } from '../front/signed-address';
import type { Correction } from './correction';

/** moto takes every call that is signed by its address for one of S3; that of another service, as a token of EKS is, goes to it as a form. */
export const addressedCall: Correction = {
  concerns: ({ path }) => {
    const service = readAddressSignature(path)?.service;
    return service !== undefined && service !== 's3';
  },
  correct: (call, forward) => forward(asForm(call)),
};

function asForm(call: Call): Call {
  const fields = [...new URLSearchParams(call.path.split('?').slice(1).join('?'))];
  const signed = (name: string) => fields.find(([field]) => field === `X-Amz-${name}`)?.[1] ?? '';
  const said = ['Credential', 'SignedHeaders', 'Signature'].map((name) => `${name}=${signed(name)}`);
  const body = Buffer.from(
    new URLSearchParams(fields.filter(([field]) => !field.startsWith('X-Amz-'))).toString(),
  );
  const headers = {
    ...call.headers,
    authorization: `${signed('Algorithm')} ${said.join(', ')}`,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
    'x-amz-date': signed('Date'),
    ...(signed('Security-Token') !== '' && { 'x-amz-security-token': signed('Security-Token') }),
  };
  return { ...call, method: 'POST', path: '/', headers, body };
}
