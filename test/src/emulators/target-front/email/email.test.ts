import { useOwnedFront } from '../../../../support/emulated/use-owned-front';
import { signedCall } from '../../../../support/emulated/signed-call';

const front = useOwnedFront();

/** One call of SES; what it returns, or the code of its refusal. */
async function ses(method: string, path: string, body?: object): Promise<unknown> {
  const call = { service: 'ses', method, path: `/v2/email${path}`, ...(body && { body }) };
  const { status, text, code } = await signedCall(front.url, call);
  return status < 300 ? JSON.parse(text || '{}') : code;
}

const tagsAt = (kind: string, name: string) =>
  `/tags?ResourceArn=${encodeURIComponent(`arn:aws:ses:us-east-1:123456789012:${kind}/${name}`)}`;

describe('an identity on the emulator', () => {
  it('has its tags, the names of its DKIM records, and where its mail comes from', async () => {
    const Tags = [{ Key: 'a', Value: '1' }];
    const at = '/identities/example.com';
    await ses('POST', '/identities', { EmailIdentity: 'example.com', Tags, ConfigurationSetName: 'one' });
    await ses('PUT', `${at}/mail-from`, { MailFromDomain: 'mail.example.com' });
    await ses('PUT', `${at}/feedback`, { EmailForwardingEnabled: false });

    const tokens: unknown = expect.arrayContaining([
      expect.any(String),
      expect.any(String),
      expect.any(String),
    ]);
    expect(await ses('GET', at)).toMatchObject({
      ConfigurationSetName: 'one',
      DkimAttributes: { SigningEnabled: true, Tokens: tokens },
      MailFromAttributes: { MailFromDomain: 'mail.example.com', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
      FeedbackForwardingStatus: false,
    });
    expect(await ses('GET', tagsAt('identity', 'example.com'))).toEqual({ Tags });
    await ses('DELETE', at);
    expect(await ses('GET', at)).toBe('NotFoundException');
    expect(await ses('PUT', `${at}/mail-from`, { MailFromDomain: 'mail.example.com' })).toBe(
      'NotFoundException',
    );
    expect(await ses('GET', tagsAt('identity', 'example.com'))).toBe('NotFoundException');
  });
});

it('an identity says in seconds when its key was made', async () => {
  const DkimSigningAttributes = { NextSigningKeyLength: 'RSA_2048_BIT' };
  await ses('POST', '/identities', { EmailIdentity: 'keys.example.com', DkimSigningAttributes });

  const made: unknown = expect.any(Number);
  expect(await ses('GET', '/identities/keys.example.com')).toMatchObject({
    DkimAttributes: { NextSigningKeyLength: 'RSA_2048_BIT', LastKeyGenerationTimestamp: made },
  });
  await ses('DELETE', '/identities/keys.example.com');
});

describe('a configuration set on the emulator', () => {
  it('is made once, changed by its options, tagged, and goes', async () => {
    const set = { ConfigurationSetName: 'one', Tags: [{ Key: 'a', Value: '1' }] };
    const arn = 'arn:aws:ses:us-east-1:123456789012:configuration-set/one';
    const at = '/configuration-sets/one';
    await ses('POST', '/configuration-sets', set);
    await ses('PUT', `${at}/delivery-options`, { TlsPolicy: 'REQUIRE' });
    await ses('POST', '/tags', { ResourceArn: arn, Tags: [{ Key: 'b', Value: '2' }] });
    await ses('DELETE', `${tagsAt('configuration-set', 'one')}&TagKeys=a`);
    const target = 'ResourceGroupsTaggingAPI_20170126.GetResources';
    const tagged = await signedCall(front.url, {
      service: 'tagging',
      target,
      body: { TagFilters: [{ Key: 'b' }] },
    });

    expect(await ses('POST', '/configuration-sets', set)).toBe('AlreadyExistsException');
    expect(await ses('GET', at)).toEqual({
      ConfigurationSetName: 'one',
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      SendingOptions: { SendingEnabled: true },
      ReputationOptions: { ReputationMetricsEnabled: false },
    });
    expect(await ses('GET', tagsAt('configuration-set', 'one'))).toEqual({
      Tags: [{ Key: 'b', Value: '2' }],
    });
    expect(tagged.text).toContain(arn);
    expect(await ses('GET', '/configuration-sets')).toEqual({ ConfigurationSets: ['one'] });
    await ses('DELETE', at);
    expect(await ses('GET', at)).toBe('NotFoundException');
  });

  it('sends its events where it was told, until it is told otherwise', async () => {
    const at = '/configuration-sets/told/event-destinations';
    const TopicArn = 'arn:aws:sns:us-east-1:123456789012:bounces';
    const to = (Enabled: boolean) => ({
      Enabled,
      MatchingEventTypes: ['BOUNCE'],
      SnsDestination: { TopicArn },
    });
    const wish = { EventDestinationName: 'bounces', EventDestination: to(true) };
    const early = await ses('POST', at, wish);
    await ses('POST', '/configuration-sets', { ConfigurationSetName: 'told' });
    await ses('POST', at, wish);
    const twice = await ses('POST', at, wish);
    await ses('PUT', `${at}/bounces`, { EventDestination: to(false) });

    expect([early, twice]).toEqual(['NotFoundException', 'AlreadyExistsException']);
    expect(await ses('GET', at)).toEqual({ EventDestinations: [{ Name: 'bounces', ...to(false) }] });
    expect(await ses('DELETE', `${at}/bounces`)).toEqual({});
    expect(await ses('DELETE', `${at}/bounces`)).toBe('NotFoundException');
    expect(await ses('GET', at)).toEqual({ EventDestinations: [] });
  });
});
