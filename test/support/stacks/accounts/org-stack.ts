/** Accounts as a company has them, by the name of their target. */
export const accounts = {
  security: '222222222222',
  shared: '333333333333',
  dev: '444444444444',
  staging: '555555555555',
  production: '666666666666',
};

/** Ten components of the templates that there are, each in the account that it belongs to; the zones of the network of dev. */
export function orgStack({ zones = 2 }: { zones?: 2 | 3 } = {}): string {
  return `
stack: org
lease: 7d
region: us-east-1
defaults:
  inputs: { project: shop }
components:
  oidc:
    template: oidc-provider
    target: security
  keys:
    template: secrets
    target: security
    inputs: { environment: org, secrets: { signing-key: { description: Signs what is released } } }
  images:
    template: ecr
    target: shared
    inputs: { environment: org, repositories: [app] }
  vpc-dev:
    template: vpc
    target: dev
    inputs: { environment: dev, vpc_cidr: 10.1.0.0/16, nat: none, zones: ${zones} }
  vpc-staging:
    template: vpc
    target: staging
    inputs: { environment: staging, vpc_cidr: 10.2.0.0/16, nat: none }
  vpc-production:
    template: vpc
    target: production
    inputs: { environment: production, vpc_cidr: 10.3.0.0/16, nat: none }
  secrets-staging:
    template: secrets
    target: staging
    after: [keys]
    inputs: { environment: staging, secrets: { app-config: { description: Settings } } }
  secrets-production:
    template: secrets
    target: production
    after: [keys]
    inputs: { environment: production, secrets: { app-config: { description: Settings } } }
  worker-dev:
    template: scheduled-worker
    target: dev
    after: [vpc-dev]
    inputs:
      nat: none
      vpc_cidr: 10.4.0.0/16
      container_image: { ref: images.repository_urls.shop-org/app }
  worker-production:
    template: scheduled-worker
    target: production
    inputs:
      nat: none
      vpc_cidr: 10.5.0.0/16
      container_image: { ref: images.repository_urls.shop-org/app }
      secrets: { APP_CONFIG: { ref: secrets-production.secret_arns.app-config } }
`;
}
