const namedWorldwide = new Set(['route53', 's3']);
const globalServices = new Set(['cloudfront', 'iam', 'organizations', 'route53']);

/** Whether the ARNs of a service name neither region nor account. */
export function isNamedWorldwide(service: string): boolean {
  return namedWorldwide.has(service);
}

/** Whether a service is one for all regions, so that its ARNs name none and its calls are made in the home region. */
export function isGlobal(service: string): boolean {
  return globalServices.has(service);
}
