import { createHash } from 'node:crypto';
import type { Answer } from '../../front/call';
import type { Correction } from '../correction';
import { type Document, documentIn, layered, textIn } from '../kept/document';
import { type Asked, changed, restCorrection, type RouteStep } from '../kept/routed';

/**
 * Amazon API Gateway writes the policy of a REST API escaped once more, where moto does not, and says of a domain of an HTTP API
 * where it leads and that it is there.
 */
export const apiGateway: Correction = restCorrection('apigateway', {
  'POST /restapis': withPolicy,
  'GET /restapis/{}': withPolicy,
  'PATCH /restapis/{}': withPolicy,
  'POST /v2/domainnames': withDomain,
  'GET /v2/domainnames/{}': withDomain,
  'PATCH /v2/domainnames/{}': withDomain,
} satisfies Record<string, RouteStep>);

async function withPolicy({ call, forward }: Asked): Promise<Answer> {
  return changed(await forward(call), (api) => {
    const policy = textIn(api, 'policy');
    return policy ? { ...api, policy: JSON.stringify(unescaped(policy)).slice(1, -1) } : api;
  });
}

/** What was read from an API may be written to it again. */
const unescaped = (policy: string): string => policy.replaceAll('\\"', '"').replaceAll('\\/', '/');

async function withDomain({ call, forward, region }: Asked): Promise<Answer> {
  return changed(await forward(call), ({ mutualTlsAuthentication: mutual, ...domain }) => {
    const leadsTo = placeOf(textIn(domain, 'domainName') ?? '', region);
    const configurations = domain['domainNameConfigurations'];
    const all: unknown[] = Array.isArray(configurations) ? configurations : [];
    return layered(domain, {
      domainNameConfigurations: all.map((one) => ({ ...documentIn(one), ...leadsTo })),
      mutualTlsAuthentication: Object.keys(documentIn(mutual)).length > 0 ? mutual : undefined,
    });
  });
}

/** Made up from the name, always the same. */
function placeOf(domain: string, region: string): Document {
  const mark = createHash('sha256').update(domain).digest('hex');
  return {
    apiGatewayDomainName: `d-${mark.slice(0, 10)}.execute-api.${region}.amazonaws.com`,
    hostedZoneId: `Z${mark.slice(0, 13).toUpperCase()}`,
    domainNameStatus: 'AVAILABLE',
  };
}
