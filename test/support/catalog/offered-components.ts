import { allLives } from '../../../scripts/components/component-lives';

/** Components that no target of a plane with these services can make, which therefore does not publish them. */
export function componentsBeyond(services: readonly string[]): string[] {
  return allLives()
    .filter((life) => life.services.some((service) => !services.includes(service)))
    .map(({ template }) => template);
}
