import { serviceOf, withText } from '../../front/call';
import type { Correction } from '../correction';
import type { Kept } from '../kept/document';
import { filledFrom, readElements, writeElements, type XmlElement } from '../kept/xml-tree';

/**
 * moto forgets some of what a distribution of CloudFront is given, such as the access control of an origin, and mixes in what it
 * was not: forwarded values beside a cache policy, the certificate of CloudFront beside one of ACM. The configuration is kept
 * here as it was written, and moto fills in only what is missing, as CloudFront does. In its ARNs a colon is missing.
 */
export function distribution(kept: Kept = new Map()): Correction {
  return {
    concerns: (head) =>
      serviceOf(head) === 'cloudfront' && /^\/2020-05-31\/(distribution|tagging)(\/|\?|$)/.test(head.path),
    correct: async (call, forward) => {
      const answer = await forward({ ...call, path: asMotoHas(call.path) });
      if (answer.status >= 300) return answer;
      const text = answer.body
        .toString('utf8')
        .replaceAll(/arn:aws:cloudfront:(?=\d)/g, 'arn:aws:cloudfront::');
      const id = idIn(call.path) ?? /<Distribution\b[^>]*><Id>(\w+)</.exec(text)?.[1] ?? '';
      const written = configOf.exec(call.body.toString('utf8'))?.[1];
      if (call.method === 'DELETE') kept.delete(id);
      if (written !== undefined && id !== '') kept.set(id, { written });
      const config = kept.get(id)?.['written'];
      return withText(answer, typeof config === 'string' ? asWritten(text, config) : text);
    },
  };
}

const configOf = /<DistributionConfig\b[^>]*>(.*)<\/DistributionConfig>/s;
const idIn = (path: string): string | undefined => /\/distribution\/(\w+)/.exec(path)?.[1];
const asMotoHas = (path: string): string =>
  path.replace(/(arn(?::|%3A)aws(?::|%3A)cloudfront(?::|%3A))(?::|%3A)/i, '$1');

function asWritten(text: string, config: string): string {
  const filled = readElements(configOf.exec(text)?.[1] ?? '').map(withoutOthers);
  const whole = writeElements(filledFrom(readElements(config), filled));
  return text.replace(configOf, () => `<DistributionConfig>${whole}</DistributionConfig>`);
}

/** Whoever writes a behaviour says how it caches, and which certificate there is: nothing of either is filled in. */
const ofCaching = ['ForwardedValues', 'MinTTL', 'DefaultTTL', 'MaxTTL'];

function withoutOthers({ name, content }: XmlElement): XmlElement {
  if (name === 'ViewerCertificate') return { name, content: '' };
  if (typeof content === 'string') return { name, content };
  const isBehaviour = name === 'DefaultCacheBehavior' || name === 'CacheBehavior';
  const left = content.filter((one) => !isBehaviour || !ofCaching.includes(one.name));
  return { name, content: left.map(withoutOthers) };
}
