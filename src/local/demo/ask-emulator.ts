import { postSigned } from '../../emulators/front/signer';
import { credentials, region } from '../hub';
import { listOfLives } from '../kept/list-of-lives';

/** One life, as what it made is called and tagged. */
export interface LifeOf {
  name: string;
  id: string;
}

/** The ARNs of everything that carries the tag of one life, asked of the tagging API. */
export async function listTagged(targetUrl: string, { id }: LifeOf): Promise<string[]> {
  return (await listOfLives(targetUrl, [id])).map(({ arn }) => arn);
}

/** A list that the tagging API does not give, or gives incompletely, and the element that holds a name in its answer. */
interface Listing {
  what: string;
  service: string;
  action: string;
  version: string;
  element: string;
}

/** Tags cannot see IAM roles; the others catch what was made beside Terraform's back, as RDS makes snapshots. */
const listings: readonly Listing[] = [
  { what: 'IAM roles', service: 'iam', action: 'ListRoles', version: '2010-05-08', element: 'RoleName' },
  {
    what: 'databases',
    service: 'rds',
    action: 'DescribeDBInstances',
    version: '2014-10-31',
    element: 'DBInstanceIdentifier',
  },
  {
    what: 'database snapshots',
    service: 'rds',
    action: 'DescribeDBSnapshots',
    version: '2014-10-31',
    element: 'DBSnapshotIdentifier',
  },
  {
    what: 'load balancers',
    service: 'elasticloadbalancing',
    action: 'DescribeLoadBalancers',
    version: '2015-12-01',
    element: 'LoadBalancerName',
  },
];

/** What a listing holds under a name that one life gave. */
export interface Named {
  what: string;
  names: string[];
}

/** What is named after one life, whether or not it carries its tag; every listing is there, if only with no name. */
export function listNamed(targetUrl: string, { name }: LifeOf): Promise<Named[]> {
  const ours = new RegExp(`^idp-${name}-[0-9a-f]{8}`);
  return Promise.all(
    listings.map(async (listing) => {
      const answer = await askQueryApi(targetUrl, listing);
      const found = [...answer.matchAll(new RegExp(`<${listing.element}>([^<]*)<`, 'g'))].map(
        ([, text = '']) => text,
      );
      return { what: listing.what, names: found.filter((text) => ours.test(text)) };
    }),
  );
}

/** AWS's query protocol: four services in four lines each, in place of four clients. */
async function askQueryApi(targetUrl: string, { service, action, version }: Listing): Promise<string> {
  const response = await postSigned(`${targetUrl}/`, {
    key: credentials,
    scope: { region, service },
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({ Action: action, Version: version, MaxItems: '1000' }).toString(),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`The emulator did not answer ${action}: ${answer.slice(0, 300)}`);
  return answer;
}
