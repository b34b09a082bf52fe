import { signedPost, type SignedService } from '../signature/signed-post';
import type { AskCostExplorer } from './cost-explorer';

/** Cost Explorer has one endpoint for all regions of the partition. */
const place = { service: 'ce', region: 'us-east-1', endpoint: 'https://ce.us-east-1.amazonaws.com' };
const patienceMs = 8_000;

/** Asks Cost Explorer in AWS JSON 1.1, signed with the given credentials; throws where there is no answer. */
export function askCostExplorer(credentials: SignedService['credentials']): AskCostExplorer {
  const post = signedPost({ ...place, credentials, patienceMs });
  return (operation, input) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSInsightsIndexService.${operation}`,
    };
    return post({ headers, body: JSON.stringify(input) });
  };
}
