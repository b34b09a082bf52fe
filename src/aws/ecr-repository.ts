import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  type ECRClient,
  type Image,
  type ImageScanFindings,
  paginateListImages,
  PutImageCommand,
} from '@aws-sdk/client-ecr';
import type { ScanFinding, SeverityCounts } from '../domain/image/image-findings';

/** An image that is there. `pushedAt` is in milliseconds. */
export interface StoredImage {
  digest: string;
  mediaType: string;
  pushedAt: number;
}

/** A name of an image. */
export interface ImageTag {
  tag: string;
  digest: string;
}

/** What is known of an image's scan; findings are those of the first page, of all severities. */
export interface ImageScan {
  status: string;
  description: string;
  counts: SeverityCounts;
  findings: ScanFinding[];
}

const mediaTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
const mostFindings = 1_000;

/** Whether a scan has said what it found: a basic one is COMPLETE once, an enhanced one stays ACTIVE and goes on finding. */
export function isScanned({ status }: ImageScan): boolean {
  return ['COMPLETE', 'ACTIVE'].includes(status);
}

/** Whether a scan is still to say it. */
export function isScanning({ status }: ImageScan): boolean {
  return ['IN_PROGRESS', 'PENDING'].includes(status);
}

/** One repository of ECR: its images, their scans and tags. */
export class EcrRepository {
  constructor(
    private readonly client: ECRClient,
    readonly name: string,
  ) {}

  /** The image of this digest, or else of this tag; null when there is none. */
  async find({ digest, tag }: { digest: string | null; tag: string }): Promise<StoredImage | null> {
    const imageIds = [digest === null ? { imageTag: tag } : { imageDigest: digest }];
    const command = new DescribeImagesCommand({ repositoryName: this.name, imageIds });
    const answer = await orNothing(this.client.send(command), 'ImageNotFoundException');
    const [found] = answer?.imageDetails ?? [];
    if (found?.imageDigest === undefined) return null;
    const { imageDigest, imageManifestMediaType = '', imagePushedAt } = found;
    return {
      digest: imageDigest,
      mediaType: imageManifestMediaType,
      pushedAt: imagePushedAt?.getTime() ?? 0,
    };
  }

  /** What the scan of an image came to so far; null when nobody ever had it scanned. */
  async scan(digest: string): Promise<ImageScan | null> {
    const imageId = { imageDigest: digest };
    const asked = { repositoryName: this.name, imageId, maxResults: mostFindings };
    const command = new DescribeImageScanFindingsCommand(asked);
    const answer = await orNothing(this.client.send(command), 'ScanNotFoundException');
    if (answer?.imageScanStatus?.status === undefined) return null;
    const { status, description = '' } = answer.imageScanStatus;
    const { imageScanFindings: found = {} } = answer;
    return { status, description, counts: countsIn(found), findings: findingsIn(found) };
  }

  /** The manifest of an image, as it was pushed. */
  async manifest(digest: string): Promise<unknown> {
    return JSON.parse((await this.fetch(digest)).imageManifest ?? '{}');
  }

  /** Gives an image one name more; one that it has already is no error. */
  async addTag(digest: string, tag: string): Promise<void> {
    const { imageManifest, imageManifestMediaType } = await this.fetch(digest);
    const image = { imageManifest, imageManifestMediaType, imageDigest: digest, imageTag: tag };
    const command = new PutImageCommand({ repositoryName: this.name, ...image });
    await orNothing(
      this.client.send(command),
      'ImageAlreadyExistsException',
      'ImageTagAlreadyExistsException',
    );
  }

  /** Every tag of the repository with the image that it names; none where the repository itself is gone. */
  async tags(): Promise<ImageTag[]> {
    return (await orNothing(this.listTags(), 'RepositoryNotFoundException')) ?? [];
  }

  private async listTags(): Promise<ImageTag[]> {
    const asked = { repositoryName: this.name, filter: { tagStatus: 'TAGGED' as const } };
    const found: ImageTag[] = [];
    const paging = { client: this.client, pageSize: 1_000 };
    for await (const { imageIds = [] } of paginateListImages(paging, asked))
      for (const { imageTag, imageDigest } of imageIds)
        if (imageTag !== undefined && imageDigest !== undefined)
          found.push({ tag: imageTag, digest: imageDigest });
    return found;
  }

  /** Takes a name away, which deletes an image that has no other; one that is gone is no error. */
  async removeTag(tag: string): Promise<void> {
    const command = new BatchDeleteImageCommand({ repositoryName: this.name, imageIds: [{ imageTag: tag }] });
    const { failures = [] } = await this.client.send(command);
    const [failure] = failures.filter(({ failureCode }) => failureCode !== 'ImageNotFound');
    if (failure) throw new Error(`${this.name}:${tag} cannot be removed: ${failure.failureReason}`);
  }

  private async fetch(digest: string): Promise<Image> {
    const imageIds = [{ imageDigest: digest }];
    const asked = { repositoryName: this.name, imageIds, acceptedMediaTypes: mediaTypes };
    const { images: [image] = [], failures: [failure] = [] } = await this.client.send(
      new BatchGetImageCommand(asked),
    );
    if (image) return image;
    throw new Error(`${this.name}@${digest} cannot be read: ${failure?.failureReason ?? 'it is gone'}`);
  }
}

/** The result, or undefined for errors that only mean that there is nothing (more) to do. */
async function orNothing<Answer>(asked: Promise<Answer>, ...names: string[]): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (names.includes((error as Error).name)) return undefined;
    throw error;
  }
}

function countsIn({ findingSeverityCounts = {} }: ImageScanFindings): SeverityCounts {
  const counts = Object.entries(findingSeverityCounts);
  return Object.fromEntries(counts.map(([severity, count]) => [severity.toLowerCase(), count]));
}

/** Basic scans and Inspector return their findings in different lists. */
function findingsIn({ findings = [], enhancedFindings = [] }: ImageScanFindings): ScanFinding[] {
  const enhanced = enhancedFindings.map(({ severity, title, packageVulnerabilityDetails }) => ({
    name: packageVulnerabilityDetails?.vulnerabilityId ?? title,
    severity,
  }));
  return [...findings, ...enhanced].map(({ name = 'unnamed', severity = 'undefined' }) => ({
    name,
    severity: severity.toLowerCase(),
  }));
}
