import { createHash } from 'node:crypto';
import {
  BatchDeleteImageCommand,
  CreateRepositoryCommand,
  ECRClient,
  ListImagesCommand,
  PutImageCommand,
  RepositoryAlreadyExistsException,
  StartImageScanCommand,
} from '@aws-sdk/client-ecr';
import { postSigned } from '../../../src/emulators/front/signer';
import { ImageFindings } from '../../../src/domain/image/image-findings';
import type { ImageRepository } from '../../../src/domain/image/image-repository';
import { account, credentials, credentialsOf, region } from '../../../src/local/hub';
import { RunImages } from '../../../src/runner/images/run-images';

/** How ECR is spoken to, for a test that plays it. */
export const ecr = {
  targetPrefix: 'AmazonEC2ContainerRegistry_V20150921',
  contentType: 'application/x-amz-json-1.1' as const,
};

/** Repositories of ECR on an emulator, and what a person or a build does with them. */
export class ImageRegistry {
  readonly client: ECRClient;

  constructor(private readonly url: string) {
    this.client = new ECRClient({ endpoint: url, region, credentials });
  }

  /** What images of a repository are named with. */
  static registryOf(name: string): string {
    return `${account}.dkr.ecr.${region}.amazonaws.com/${name}`;
  }

  /** A repository as a stage's configuration has it. */
  static configured(name: string): ImageRepository {
    return {
      repository: `acme/${name}`,
      project: `${name}-images`,
      registry: ImageRegistry.registryOf(name),
    };
  }

  /** The images of a run that knows these repositories, and waits for no scan. */
  of(life: string, names: string[], { log = (_: string) => {}, findings = {} } = {}): RunImages {
    return new RunImages({
      repositories: names.map((name) => ImageRegistry.configured(name)),
      findings: ImageFindings.parse(findings),
      client: {
        endpoint: this.url,
        credentials: credentialsOf('runner'),
      },
      waiting: { patienceMs: 0, pauseMs: 1 },
      life,
      log,
    });
  }

  /** A repository as the module `ecr` makes it; one that is there already will do. */
  async create(repositoryName: string): Promise<void> {
    const command = new CreateRepositoryCommand({ repositoryName, imageTagMutability: 'IMMUTABLE' });
    await this.client.send(command).catch((error: unknown) => {
      if (!(error instanceof RepositoryAlreadyExistsException)) throw error;
    });
  }

  /** Pushes an image of this content under a tag; its digest. */
  async push(repositoryName: string, imageTag: string, content = imageTag): Promise<string> {
    return this.put(repositoryName, imageTag, {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { digest: digestOf(`config of ${content}`), size: 2 },
      layers: [{ digest: digestOf(`layer of ${content}`), size: 2 }],
    });
  }

  /** Pushes an index of images, each with its architecture; its digest. */
  async pushIndex(repositoryName: string, imageTag: string, images: [string, string][]): Promise<string> {
    return this.put(repositoryName, imageTag, {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: images.map(([architecture, digest]) => ({
        digest,
        platform: { architecture, os: 'linux' },
      })),
    });
  }

  /** Has an image scanned, with so many findings of each severity as its result. */
  async scan(
    repositoryName: string,
    imageDigest: string,
    counts: Record<string, number> = {},
  ): Promise<void> {
    const imageId = { imageDigest };
    const findings = Object.entries(counts).flatMap(([severity, count]) =>
      Array.from({ length: count }, (_, at) => ({ name: `CVE-${severity}-${at + 1}`, severity })),
    );
    const result = {
      registryId: account,
      repositoryName,
      imageId,
      imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
      imageScanFindings: { findings, findingSeverityCounts: counts },
    };
    await postSigned(`${this.url}/moto-api/static/ecr/scan-finding-results`, {
      key: credentials,
      scope: { region, service: 'ecr' },
      contentType: 'application/json',
      body: JSON.stringify({ results: [result], region }),
    });
    await this.client.send(new StartImageScanCommand({ repositoryName, imageId }));
  }

  /** Takes a tag away, as a person would. */
  async untag(repositoryName: string, imageTag: string): Promise<void> {
    await this.client.send(new BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageTag }] }));
  }

  /** All tags, sorted. */
  async tags(repositoryName: string): Promise<string[]> {
    const { imageIds = [] } = await this.client.send(new ListImagesCommand({ repositoryName }));
    return imageIds.map(({ imageTag = '(none)' }) => imageTag).sort();
  }

  private async put(repositoryName: string, imageTag: string, manifest: object): Promise<string> {
    const imageManifest = JSON.stringify(manifest);
    const imageDigest = digestOf(imageManifest);
    await this.client.send(new PutImageCommand({ repositoryName, imageTag, imageManifest, imageDigest }));
    return imageDigest;
  }
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
