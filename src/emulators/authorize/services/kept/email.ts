import type { Call } from '../../../front/call';
import type { Ask } from '../../ask';
import { readForm } from '../../form-input';
import { type Input, structuresAt, textAt } from '../../input';
import { eachOf, namedBy } from '../../named-by';
import { type RestRoute, restReader } from '../../rest-route';
import type { ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';

const identity = '/v2/email/identities/{EmailIdentity}';
const policy = `${identity}/policies/{PolicyName}`;
const set = '/v2/email/configuration-sets/{ConfigurationSetName}';
const pool = '/v2/email/dedicated-ip-pools/{PoolName}';
const list = '/v2/email/contact-lists/{ContactListName}';
const template = '/v2/email/templates/{TemplateName}';

/** Method and path of an operation, as the API's page says them. */
const routes: RestRoute[] = [
  ['GET', '/v2/email/account', 'GetAccount'],
  ['PUT', '/v2/email/account/suppression', 'PutAccountSuppressionAttributes'],
  ['PUT', '/v2/email/account/vdm', 'PutAccountVdmAttributes'],
  ['GET', '/v2/email/identities', 'ListEmailIdentities'],
  ['POST', '/v2/email/identities', 'CreateEmailIdentity'],
  ['GET', identity, 'GetEmailIdentity'],
  ['DELETE', identity, 'DeleteEmailIdentity'],
  ['PUT', `${identity}/mail-from`, 'PutEmailIdentityMailFromAttributes'],
  ['PUT', `${identity}/feedback`, 'PutEmailIdentityFeedbackAttributes'],
  ['PUT', `${identity}/configuration-set`, 'PutEmailIdentityConfigurationSetAttributes'],
  ['PUT', `${identity}/dkim`, 'PutEmailIdentityDkimAttributes'],
  ['PUT', `${identity}/dkim/signing`, 'PutEmailIdentityDkimSigningAttributes'],
  ['GET', `${identity}/policies`, 'GetEmailIdentityPolicies'],
  ['POST', policy, 'CreateEmailIdentityPolicy'],
  ['PUT', policy, 'UpdateEmailIdentityPolicy'],
  ['DELETE', policy, 'DeleteEmailIdentityPolicy'],
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
  ['GET', '/v2/email/dedicated-ip-pools', 'ListDedicatedIpPools'],
  ['POST', '/v2/email/dedicated-ip-pools', 'CreateDedicatedIpPool'],
  ['GET', pool, 'GetDedicatedIpPool'],
  ['PUT', `${pool}/scaling`, 'PutDedicatedIpPoolScalingAttributes'],
  ['DELETE', pool, 'DeleteDedicatedIpPool'],
  ['GET', '/v2/email/contact-lists', 'ListContactLists'],
  ['POST', '/v2/email/contact-lists', 'CreateContactList'],
  ['GET', list, 'GetContactList'],
  ['PUT', list, 'UpdateContactList'],
  ['DELETE', list, 'DeleteContactList'],
  ['POST', '/v2/email/templates', 'CreateEmailTemplate'],
  ['GET', template, 'GetEmailTemplate'],
  ['PUT', template, 'UpdateEmailTemplate'],
  ['DELETE', template, 'DeleteEmailTemplate'],
  ['GET', '/v2/email/tags', 'ListTagsForResource'],
  ['POST', '/v2/email/tags', 'TagResource'],
  ['DELETE', '/v2/email/tags', 'UntagResource'],
];

const read = restReader(routes);
const isFirst = ({ path }: Call) => !path.startsWith('/v2/');

/** Amazon SES, both versions of its API: the first is a query, and most of its actions have no resource. */
export const emailRules: ServiceRules = {
  prefix: 'ses',
  signedAs: ['ses'],
  protocol: 'rest-json',
  protocolFor: (call) => (isFirst(call) ? 'query' : 'rest-json'),
  rest: (call) => (isFirst(call) ? readForm(call) : read(call)),
  named: eachOf(
    namedBy('identity', 'identity/{}', 'EmailIdentity'),
    namedBy('configuration-set', 'configuration-set/{}', 'ConfigurationSetName'),
    namedBy('dedicated-ip-pool', 'dedicated-ip-pool/{}', 'PoolName'),
    namedBy('contact-list', 'contact-list/{}', 'ContactListName'),
    namedBy('template', 'template/{}', 'TemplateName'),
    ({ input }) =>
      structuresAt(input, 'ConfigurationSet').map((one) => ({
        type: 'configuration-set',
        part: `configuration-set/${textAt(one, 'Name')}`,
      })),
  ),
  tags: ({ input }) => tagsIn(input, 'Tags'),
  tagsOf: listedTags,
  context: { 'ses:apiversion': ({ input }) => [textAt(input, 'Version') === undefined ? '2' : '1'] },
  passedTo: () => 'ses.amazonaws.com',
};

async function listedTags(arn: string, ask: Ask): Promise<Record<string, string>> {
  const text = await ask('ses', { path: `/v2/email/tags?ResourceArn=${encodeURIComponent(arn)}` });
  return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'Tags');
}
