import { type Answer, serviceOf, withText } from '../../front/call';
import type { Correction } from '../correction';

/** A zone is private to the network that it is made with; moto believes that only where it is also said (docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html). */
export const hostedZone: Correction = {
  concerns: ({ method, path, headers }) =>
    method === 'POST' &&
    /^\/2013-04-01\/hostedzone\/?$/.test(path) &&
    serviceOf({ method, path, headers }) === 'route53',
  correct: (call, forward): Promise<Answer> => {
    const text = call.body.toString('utf8');
    return forward(text.includes('<VPC>') ? withText(call, asPrivate(text)) : call);
  },
};

const flag = '<PrivateZone>true</PrivateZone>';

function asPrivate(text: string): string {
  const unsaid = text.replace(/<PrivateZone>\w+<\/PrivateZone>/, '').replace('<HostedZoneConfig/>', '');
  return unsaid.includes('<HostedZoneConfig>')
    ? unsaid.replace('<HostedZoneConfig>', `<HostedZoneConfig>${flag}`)
    : unsaid.replace('<VPC>', `<HostedZoneConfig>${flag}</HostedZoneConfig><VPC>`);
}
