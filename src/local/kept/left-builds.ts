import { killGroup } from '../../tools/processes/process-group';

const markName = 'LEASEHOLD_PLANE';

/** The variable that marks all processes of the builds of a kept plane. */
export function buildMark(plane: string | undefined): Record<string, string> {
  return plane === undefined ? {} : { [markName]: plane };
}

/** Kills what is left of the builds of a plane: they end with its process, and this makes sure before anything is adopted. */
export function killLeftBuilds(plane: string): Promise<void> {
  return killGroup({ mark: `${markName}=${plane}` });
}
