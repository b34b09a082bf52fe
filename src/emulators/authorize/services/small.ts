import { tagging } from '../in-callers-name';
import { type Input, textAt } from '../input';
import type { Operation, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

/** The Resource Groups Tagging API, which is asked about the whole account. */
export const taggingApi: ServiceRules = {
  prefix: 'tag',
  signedAs: ['tagging'],
  protocol: 'json',
  named: () => [],
};

/** Service Quotas. */
export const serviceQuotas: ServiceRules = {
  prefix: 'servicequotas',
  signedAs: ['servicequotas'],
  protocol: 'json',
  named: ({ input }) => quotaIn(textAt(input, 'ServiceCode'), textAt(input, 'QuotaCode')),
};

function quotaIn(service: string | undefined, code: string | undefined) {
  return service === undefined || code === undefined ? [] : [{ type: 'quota', part: `${service}/${code}` }];
}

/** AWS Step Functions: machines and executions are named by their ARNs. */
export const stepFunctions: ServiceRules = {
  prefix: 'states',
  signedAs: ['states'],
  protocol: 'json',
  named: () => [],
  tags: ({ input }: Operation) => tagsIn(input, 'tags'),
  passedTo: () => 'states.amazonaws.com',
};

/** What AWS Backup keeps copies in, which is asked in its caller's name only. */
export const backupStorage: ServiceRules = {
  prefix: 'backup-storage',
  signedAs: ['backup-storage'],
  protocol: 'rest-json',
  named: () => [],
};

/** AWS Certificate Manager: a certificate is named by its ARN, and one that is requested or imported has none yet. */
export const acm: ServiceRules = {
  prefix: 'acm',
  signedAs: ['acm'],
  protocol: 'json',
  named: () => [],
  makes: ({ name, input }) =>
    name === 'ImportCertificate' && textAt(input, 'CertificateArn') === undefined
      ? [{ type: 'certificate', part: 'certificate/*' }]
      : [],
  tags: ({ input }) => tagsIn(input, 'Tags'),
  // docs.aws.amazon.com/acm/latest/userguide/tags-restrictions.html: tags are a right of their own, also of what is being made.
  further: ({ name, input }) =>
    /^(Request|Import)Certificate$/.test(name)
      ? tagging('acm:AddTagsToCertificate', 'certificate/*', { tags: tagsIn(input, 'Tags') })
      : [],
  tagsOf: async (CertificateArn, ask) => {
    const target = 'CertificateManager.ListTagsForCertificate';
    const text = await ask('acm', { target, input: { CertificateArn } });
    return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'Tags');
  },
};
