import { signerFor } from '../../../src/emulators/front/signer';
import { credentials, region } from '../../../src/local/hub';

/** What a component finds in an account, whose owner made it once; no lease makes or ends it. */
export const accountBefore: Readonly<Record<string, (endpoint: string) => Promise<void>>> = {
  organization: makeOrganization,
};

async function makeOrganization(endpoint: string): Promise<void> {
  const { host } = new URL(endpoint);
  const headers = {
    host,
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AWSOrganizationsV20161128.CreateOrganization',
  };
  const body = JSON.stringify({ FeatureSet: 'ALL' });
  const request = { method: 'POST', protocol: 'http:', hostname: host, path: '/', headers, body };
  const signed = await signerFor(credentials, { region, service: 'organizations' }).sign(request);
  const { status } = await fetch(endpoint, { method: 'POST', headers: signed.headers, body });
  if (status >= 300) throw new Error(`No organization was made: HTTP ${status}`);
}
