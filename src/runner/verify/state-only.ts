const providers =
  /(?:^|\/)(?:builtin\/terraform|hashicorp\/(?:random|null|time|tls|local|archive|cloudinit|external|http))$/;

/** Whether a provider's resources exist in the state only: they are gone with it, and one that was lost is nowhere. */
export function isStateOnly(source: string): boolean {
  return providers.test(source);
}
