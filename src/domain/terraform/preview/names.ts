/** The call by which a generated root has the component that is previewed. */
export const componentCall = 'component';

/** The resource of a generated root that each pending input comes out of, an instance for each reference. */
export const pendingResource = 'terraform_data.pending';

/** How the names begin of what a preview lays beside a component's own blocks; nothing of it is ever applied or shown. */
export const ownPrefix = 'leasehold_preview_';

const ahead = `module.${componentCall}.`;
const inTexts = new RegExp(`(?<![\\w.-])module\\.${componentCall}\\.`, 'g');

/** An address as the component itself has it; undefined for what is the generated root's own. */
export function addressInComponent(address: string): string | undefined {
  return address.startsWith(ahead) ? address.slice(ahead.length) : undefined;
}

/** An address of the component as the generated root has it. */
export function addressInRoot(address: string): string {
  return ahead + address;
}

/** A text of Terraform's in which the component's addresses stand as its own; only the generated root's call is taken off. */
export function textOfComponent(text: string): string {
  return text.replace(inTexts, '');
}
