import type { BuiltImage, ImageBuild, ImageScanState, LogPointer } from '../../domain/image/image-build';
import type { ImageRepository } from '../../domain/image/image-repository';
import type { Entries, RegistryDeps } from './registry';

/** The truth about builds of images, by id. */
export type ImageBuilds = Entries<ImageBuild>;

/** What came of asking for a build: it has an id, must wait for others, or can never be. */
export type StartedImageBuild =
  | { result: 'started'; build: string }
  | { result: 'busy'; reason: string }
  | { result: 'refused'; reason: string };

/** How a build stands: at work, or over with or without an image. */
export type ImageBuildLook =
  | { result: 'running' }
  | { result: 'built'; image: BuiltImage }
  | { result: 'failed'; reason: string; log: LogPointer | null };

/** The projects of CodeBuild that build images. */
export interface ImageProjects {
  /** The same build again, asked for within minutes, is the same one. */
  start(build: ImageBuild): Promise<StartedImageBuild>;
  look(build: string): Promise<ImageBuildLook>;
}

/** The image repositories of the hub. */
export interface ImageRegistry {
  /** Whether the repository holds this very image under this tag. */
  holds(registry: string, image: Pick<BuiltImage, 'digest' | 'tag'>): Promise<boolean>;
  scanOf(registry: string, digest: string): Promise<ImageScanState>;
}

/** What builds of images need besides what environments do. */
export interface ImagePorts {
  imageBuilds: ImageBuilds;
  imageProjects: ImageProjects;
  imageRegistry: ImageRegistry;
  imageRepositories: readonly ImageRepository[];
}

/** What every change of a build needs. */
export type ImageDeps = ImagePorts & RegistryDeps;
