import { ECRClient, type ECRClientConfig } from '@aws-sdk/client-ecr';
import { EcrRepository } from '../../aws/ecr-repository';
import type { ImageFindings } from '../../domain/image/image-findings';
import { imageReferencesIn } from '../../domain/image/image-reference';
import { type ImageRepository, partsOfRegistry } from '../../domain/image/image-repository';
import type { PlanJson } from '../../domain/terraform/plan-json';
import { explainEcr } from './explain-ecr';
import { type Tagging, tagInUse, untagUnused } from './in-use-tags';
import { type Judging, judgeImage } from './judge-image';
import { whereImagesAre } from './planned-images';
import { type Repositories, resolveImages, type UsedImage } from './used-image';

/** Which repositories of the hub there are, what is refused of them, and whose run it is. */
export interface RunImagesSettings extends Tagging {
  repositories: readonly ImageRepository[];
  findings: ImageFindings;
  client: ECRClientConfig;
  waiting?: Pick<Judging, 'patienceMs' | 'pauseMs'>;
}

/** What a run asks of its images. */
export type ImagesOfRun = Pick<RunImages, 'check' | 'keep' | 'settle' | 'release'>;

/** A scan takes a minute or so, that of a large image several. */
const usualWaiting = { patienceMs: 5 * 60_000, pauseMs: 5_000 };

/**
 * What a run has to do with the images of the configured repositories. All of it may be done again; where none is
 * configured, nothing is ever asked.
 */
export class RunImages {
  private readonly repositories: Repositories;

  constructor(private readonly settings: RunImagesSettings) {
    this.repositories = repositoriesOf(settings);
  }

  /** The images that a plan names; refused as a whole when one is missing, or its scan found too much. */
  check(plan: PlanJson, signal: AbortSignal): Promise<UsedImage[]> {
    return explained(async () => {
      const images = await this.resolve(whereImagesAre(plan));
      for (const image of images.filter((one) => this.isJudged(one))) await this.judge(image, signal);
      return images;
    });
  }

  /** Keeps images from being deleted while the life runs them. */
  keep(images: readonly UsedImage[]): Promise<void> {
    return explained(() => tagInUse(images, this.settings));
  }

  /** Keeps the planned images and those that the state names besides, and lets go of all others. */
  settle(planned: readonly UsedImage[], state: unknown): Promise<void> {
    return explained(async () => {
      const running = await this.resolve(state);
      const unplanned = running.filter((image) => !planned.some((one) => isSame(one, image)));
      await tagInUse(unplanned, this.settings);
      await this.letGo([...planned, ...unplanned]);
    });
  }

  /** Lets go of all images of the life. */
  release(): Promise<void> {
    return explained(() => this.letGo([]));
  }

  private resolve(value: unknown): Promise<UsedImage[]> {
    return resolveImages(imageReferencesIn(value, [...this.repositories.keys()]), this.repositories);
  }

  private isJudged({ registry }: UsedImage): boolean {
    return !this.settings.findings.exempt.includes(registry);
  }

  private judge(image: UsedImage, signal: AbortSignal): Promise<void> {
    const { findings, waiting = usualWaiting } = this.settings;
    return judgeImage(image, { ...findings, ...waiting, signal });
  }

  private async letGo(kept: readonly UsedImage[]): Promise<void> {
    for (const repository of this.repositories.values()) await untagUnused(repository, kept, this.settings);
  }
}

function repositoriesOf({ repositories, client }: RunImagesSettings): Repositories {
  const opened = repositories.map(({ registry }) => {
    const { region, name } = partsOfRegistry(registry);
    return [registry, new EcrRepository(new ECRClient({ ...client, region }), name)] as const;
  });
  return new Map(opened);
}

/** The same content may lie in two repositories, and each forgets it for itself. */
function isSame(one: UsedImage, other: UsedImage): boolean {
  return one.registry === other.registry && one.digest === other.digest;
}

async function explained<Result>(task: () => Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (error) {
    throw explainEcr(error as Error);
  }
}
