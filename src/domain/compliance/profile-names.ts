/** The sets of controls that can be asked for. */
export const profileNames = ['basic', 'soc2', 'hipaa', 'pci'] as const;
export type ProfileName = (typeof profileNames)[number];

export function isProfileName(text: string): text is ProfileName {
  return profileNames.some((name) => name === text);
}
