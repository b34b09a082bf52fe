import type { BundleView, UploadView } from '../../domain/api/responses';
import type { RefusedTemplate } from '../../domain/template/refused-template';
import type { PublishingRules } from '../../domain/template/publishing';
import type { Catalog, PackedBundle } from '../../domain/template/template';

/** The catalog for those who publish in it by the API. */
export interface CatalogChanges {
  /** Changes the catalog as it is at that moment; tried again where somebody else changed it meanwhile. */
  change: (update: (catalog: Catalog) => Catalog) => Promise<Catalog>;
  writeBundle: (digest: string, zip: Uint8Array) => Promise<void>;
  /** Where the owner of these bytes may put them for a day. */
  uploadAddress: (upload: { digest: string; bytes: number }) => Promise<UploadView>;
  /** What was uploaded as this digest; null where there is nothing. */
  readUpload: (digest: string) => Promise<Uint8Array | null>;
}

/** Where bundles of the catalog can be fetched, and what is in it as the publisher knows it. */
export interface BundleAddresses {
  read: () => Promise<Catalog>;
  /** An address that holds for minutes; nothing is looked up. */
  addressOf: (digest: string) => Promise<Omit<BundleView, 'digest' | 'manifest'>>;
}

/** Reads an uploaded archive as publication reads a folder: the bundle to publish, or why it is refused. */
export type BundleJudge = (
  template: string,
  zip: Uint8Array,
  rules: PublishingRules,
) => Promise<PackedBundle | RefusedTemplate>;

/** What only those operations need that publish, or read what was published. */
export interface PublishingPorts {
  catalogChanges: CatalogChanges;
  bundles: BundleAddresses;
  judgeBundle: BundleJudge;
  publishing: PublishingRules;
}
