const life = {
  id: '01JD6Z0000000000000000000A',
  tags: {},
  permissions_boundary: 'arn:aws:iam::123456789012:policy/environments',
};
const boundary = 'arn:aws:iam::123456789012:policy/foundation';
const provider = 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com';
const certificate = 'arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-4333-8444-555555555555';
const named = { dns_name: 'web.example.com', zone_id: 'Z0000000000000000000' };
const leasehold = (name: string) => ({ ...life, name });

/** What each template of the catalog is planned with, where its defaults do not do; a service has a certificate. */
export const catalogPlans: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'api-database': { leasehold: leasehold('orders'), certificate_arn: certificate, ...named },
  'api-service': { leasehold: leasehold('web'), certificate_arn: certificate, ...named },
  ecr: { leasehold: leasehold('images'), project: 'shop', repositories: ['catalog', 'web'] },
  'github-roles': {
    leasehold: leasehold('github'),
    project: 'shop',
    oidc_provider_arn: provider,
    permissions_boundary_arn: boundary,
    images: ['catalog'],
    trust: {
      push: [{ owner: 'acme', owner_id: '65', repository: 'shop', repository_id: '75', branch: 'main' }],
    },
  },
  'image-build': {
    leasehold: leasehold('catalog'),
    project: 'shop',
    image: 'catalog',
    source_url: 'https://github.com/acme/shop.git',
    permissions_boundary_arn: boundary,
  },
  'oidc-provider': { leasehold: leasehold('github') },
  playground: { leasehold: leasehold('play') },
  'scheduled-worker': { leasehold: leasehold('worker') },
  secrets: {
    leasehold: leasehold('secrets'),
    project: 'shop',
    secrets: { 'app-config': { description: 'Settings of the shop' } },
  },
  'state-backend': { leasehold: leasehold('states'), project: 'shop' },
  vpc: { leasehold: leasehold('network'), project: 'shop' },
};
