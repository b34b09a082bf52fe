import type { Ask } from '../../ask';
import type { Input } from '../../input';
import { eachOf, namedBy } from '../../named-by';
import { type RestRoute, restReader } from '../../rest-route';
import type { ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

const identity = '/v2/email/identities/{EmailIdentity}';
const set = '/v2/email/configuration-sets/{ConfigurationSetName}';

/** Method and path of an operation, as the API's page says them. */
const routes: RestRoute[] = [
  ['POST', '/v2/email/identities', 'CreateEmailIdentity'],
  ['GET', identity, 'GetEmailIdentity'],
  ['DELETE', identity, 'DeleteEmailIdentity'],
  ['PUT', `${identity}/mail-from`, 'PutEmailIdentityMailFromAttributes'],
  ['PUT', `${identity}/feedback`, 'PutEmailIdentityFeedbackAttributes'],
  ['PUT', `${identity}/configuration-set`, 'PutEmailIdentityConfigurationSetAttributes'],
  ['PUT', `${identity}/dkim`, 'PutEmailIdentityDkimAttributes'],
  ['GET', '/v2/email/configuration-sets', 'ListConfigurationSets'],
  ['POST', '/v2/email/configuration-sets', 'CreateConfigurationSet'],
  ['GET', set, 'GetConfigurationSet'],
  ['DELETE', set, 'DeleteConfigurationSet'],
  ['PUT', `${set}/delivery-options`, 'PutConfigurationSetDeliveryOptions'],
  ['PUT', `${set}/reputation-options`, 'PutConfigurationSetReputationOptions'],
  ['PUT', `${set}/sending`, 'PutConfigurationSetSendingOptions'],
  ['PUT', `${set}/suppression-options`, 'PutConfigurationSetSuppressionOptions'],
  ['PUT', `${set}/tracking-options`, 'PutConfigurationSetTrackingOptions'],
  ['PUT', `${set}/vdm-options`, 'PutConfigurationSetVdmOptions'],
  ['GET', `${set}/event-destinations`, 'GetConfigurationSetEventDestinations'],
  ['POST', `${set}/event-destinations`, 'CreateConfigurationSetEventDestination'],
  ['PUT', `${set}/event-destinations/{Destination}`, 'UpdateConfigurationSetEventDestination'],
  ['DELETE', `${set}/event-destinations/{Destination}`, 'DeleteConfigurationSetEventDestination'],
  ['GET', '/v2/email/tags', 'ListTagsForResource'],
  ['POST', '/v2/email/tags', 'TagResource'],
  ['DELETE', '/v2/email/tags', 'UntagResource'],
];

/** Amazon SES, version 2 of its API. */
export const emailRules: ServiceRules = {
  prefix: 'ses',
  signedAs: ['ses'],
  protocol: 'rest-json',
  rest: restReader(routes),
  named: eachOf(
    namedBy('identity', 'identity/{}', 'EmailIdentity'),
    namedBy('configuration-set', 'configuration-set/{}', 'ConfigurationSetName'),
  ),
  tags: ({ input }) => tagsIn(input, 'Tags'),
  tagsOf: listedTags,
  context: { 'ses:apiversion': () => ['2'] },
};

async function listedTags(arn: string, ask: Ask): Promise<Record<string, string>> {
  const text = await ask('ses', { path: `/v2/email/tags?ResourceArn=${encodeURIComponent(arn)}` });
  return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'Tags');
}
