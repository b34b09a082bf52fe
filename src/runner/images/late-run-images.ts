import type { ImagesOfRun, RunImages, RunImagesSettings } from './run-images';

const none: ImagesOfRun = {
  check: () => Promise.resolve([]),
  keep: () => Promise.resolve(),
  settle: () => Promise.resolve(),
  release: () => Promise.resolve(),
};

/** What a run has to do with images, loaded when it is first needed; where no repository is configured, that is never. */
export function lateRunImages(settings: RunImagesSettings): ImagesOfRun {
  if (settings.repositories.length === 0) return none;
  let images: RunImages | undefined;
  const load = async () => (images ??= new (await import('./run-images')).RunImages(settings));
  return {
    check: async (plan, signal) => (await load()).check(plan, signal),
    keep: async (images) => (await load()).keep(images),
    settle: async (planned, state) => (await load()).settle(planned, state),
    release: async () => (await load()).release(),
  };
}
