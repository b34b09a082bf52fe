import { Template } from 'aws-cdk-lib/assertions';
import { createApp } from '../../lib/app';
import { loadConfig } from '../../lib/config/load-config';
import { documentOf } from '../../lib/settings';
import { S3Bucket } from '../../src/aws/s3-bucket';
import { settingsKey } from '../../src/config/settings';
import { buckets, credentials } from '../../src/local/hub';
import type { Plane } from '../../src/local/start-plane';
import { s3ClientFor } from '../support/aws/hub-buckets';
import { startedWiring } from '../support/plane/started-wiring';
import { synthesizedWiring } from '../support/plane/synthesized-wiring';
import { stageOf } from '../support/plane/synthesized';
import { type Difference, differencesOf, type Wiring } from '../support/plane/wiring';
import { openPlane } from './open-plane';

const imageRepositories = [
  {
    repository: 'acme/shop',
    project: 'shop-images',
    registry: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop',
  },
];

/** In what a plane on this machine is not as on AWS, by place, and why; a reason without a difference fails too. */
const reasons: [place: RegExp, why: string][] = [
  [/^functions\/api\/memoryMb$/, 'A small machine: every function has 512 MB.'],
  [/^projects\/(provision|destroy)\/concurrentBuilds$/, 'A small machine: four builds at once.'],
  [/\/variables\/AWS_/, 'Endpoints and credentials; on AWS the SDK finds them by itself.'],
  [/\/variables\/POWERTOOLS_/, 'On AWS the service is named by the function.'],
  [/\/variables\/LEASEHOLD_CLOCK_FILE$/, 'The clock of this machine can be set forward.'],
  [
    /\/variables\/LEASEHOLD_(RUNNER|TERRAFORM|TERRAFORM_CONFIG|HEARTBEAT_SECONDS|KILL_GRACE_SECONDS)$/,
    'A build here has no image of its own.',
  ],
  [/\/variables\/NODE_COMPILE_CACHE$/, 'A build on AWS has a disk of its own, which ends with it.'],
  [/\/variables\/LEASEHOLD_KILL_GRACE_SECONDS$/, 'A killed build of this machine is gone within a second.'],
  [/\/variables\/LEASEHOLD_STAGE$/, 'The stage has its own name.'],
  [
    /\/variables\/LEASEHOLD_(STATE|ARTIFACTS|CATALOG)_BUCKET$/,
    'Names of buckets carry account and region on AWS.',
  ],
  [/\/variables\/LEASEHOLD_(STATE_MACHINE_PREFIX|RUNS_ROLE)$/, 'ARNs carry region and account.'],
  [/\/variables\/LEASEHOLD_URL$/, 'Each plane has its own address.'],
  [/\/variables\/LEASEHOLD_NOTICES_TOPIC$/, 'ARNs carry region and account.'],
  [/\/variables\/LEASEHOLD_TERRAFORM_USER$/, 'Terraform runs here as whoever started the plane.'],
  [
    /\/variables\/LEASEHOLD_WORK_FOLDER$/,
    'Lives work side by side in the folder of the plane; on AWS each build has a machine of its own.',
  ],
  [/\/variables\/LEASEHOLD_SETTINGS$/, 'The document is of this machine; what it holds is compared below.'],
  [/\/variables\/LEASEHOLD_(SIGN_IN|OWN_ISSUER)$/, "People sign in with the plane's own issuer."],
  [/\/variables\/LEASEHOLD_LEASE_LIMITS$/, 'The stage limits leases; this machine does not.'],
  [/\/variables\/LEASEHOLD_SELF_APPROVAL$/, 'The one person of this machine approves what they asked for.'],
  [/^rules\/settle-run-on-execution-change\/pattern/, 'ARNs carry region and account.'],
  [
    /^rules\/[a-z-]+\/targets$/,
    'ARNs carry region and account; here a target is known by it, there by its reference.',
  ],
  [/^projects\/shop-images$/, "On AWS the project is of the repository's own stack."],
];

/** The document that every function and build of a plane is given the digest of. */
async function readDocument({ hubUrl, functions }: Plane): Promise<Record<string, string>> {
  const { close: _, ...all } = functions;
  // The function of the notices reads nothing of it.
  const digests = Object.values(all).flatMap(({ settings }) => settings.env['LEASEHOLD_SETTINGS'] ?? []);
  expect(new Set(digests).size).toBe(1);
  const bucket = new S3Bucket(s3ClientFor(hubUrl, { credentials }), buckets.catalog);
  const stored = await bucket.read(settingsKey(digests[0] ?? ''));
  return JSON.parse(Buffer.from(stored?.body ?? []).toString()) as Record<string, string>;
}

/** Names without the stage: two planes differ in it everywhere. */
function withoutStage(wiring: Wiring): unknown {
  return JSON.parse(JSON.stringify(wiring).replaceAll(/leasehold-(dev|local)-/g, ''));
}

describe('a started local plane', () => {
  let started: Wiring;
  let deployed: Wiring;
  let differences: Difference[];
  let document: Record<string, string>;

  beforeAll(async () => {
    const stack = stageOf('dev', createApp(), { imageRepositories }).controlPlane;
    const { plane } = await openPlane({ imageRepositories });
    started = await startedWiring(plane);
    document = await readDocument(plane);
    deployed = synthesizedWiring(Template.fromStack(stack));
    differences = differencesOf(withoutStage(started), withoutStage(deployed));
  });

  it('lists functions, rules, machines and projects', () => {
    const counts = Object.values(started).map((parts) => Object.keys(parts as object).length);

    expect(counts).toEqual([8, 5, 6, 3]);
  });

  it('is wired as it would be on AWS, but for what is listed', () => {
    const unexplained = differences.filter(({ at }) => !reasons.some(([place]) => place.test(at)));

    expect(unexplained).toEqual([]);
  });

  it.each(reasons)('differs where it is listed: %s', (place) => {
    expect(differences.some(({ at }) => place.test(at))).toBe(true);
  });

  it('reads the rest from a document of the catalog that has what that of a stage has', () => {
    const config = { ...loadConfig('config/dev.json'), imageRepositories };
    const ofStage = JSON.parse(documentOf(config).text) as Record<string, string>;

    expect(Object.keys(document)).toEqual(Object.keys(ofStage));
    expect(document['LEASEHOLD_TARGETS']).toContain('"name":"local"');
    for (const name of ['LEASEHOLD_IMAGE_REPOSITORIES', 'LEASEHOLD_IMAGE_FINDINGS', 'LEASEHOLD_DENIED_TYPES'])
      expect(document[name]).toBe(ofStage[name]);
  });

  it.each(['settle-run-on-build-change', 'settle-run-on-execution-change'])(
    'has the rule %s settle runs, as on AWS',
    (name) => {
      const targetsOf = ({ rules }: Wiring) =>
        Object.values(rules).find((rule) => rule.name.endsWith(name))?.targets;

      expect(targetsOf(started)?.join()).toMatch(/function:leasehold-local-events-settle-run$/);
      expect(targetsOf(deployed)?.join()).toContain('leasehold-dev-events-settle-run');
    },
  );
});
