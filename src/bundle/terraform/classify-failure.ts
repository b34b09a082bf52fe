import type { Failure, FailureClass } from '../../domain/environment/outcome';
import type { Diagnostic } from '../../domain/terraform/message';

const prevented = /prevent_destroy|instance cannot be destroyed/i;

/** Words of AWS, its provider and Terraform by which a failure is known; the first row that matches decides. */
const table: [FailureClass, RegExp][] = [
  ['throttled', /throttl|rate exceeded|too ?many ?requests|requestlimitexceeded|slowdown/i],
  [
    'quota',
    /limit ?exceeded|quota|maximum number of|too many (vpcs|addresses|instances)|insufficient\w*capacity/i,
  ],
  [
    'permission',
    /access ?denied|unauthorized|not authorized|forbidden|expiredtoken|invalidclienttokenid|explicit deny/i,
  ],
  [
    'unreachable',
    /no such host|connection refused|connection reset|i\/o timeout|tls handshake|request send failed|network is unreachable|failed to query available provider/i,
  ],
  ['configuration', prevented],
  ['occupied', /not ?empty/i],
  [
    'dependency',
    /dependencyviolation|has dependencies|resourceinuse|deleteconflict|is in use|still has|has a dependent|clustercontains\w+exception/i,
  ],
  [
    'configuration',
    /invalid|unsupported|missing|required|inconsistent|reference to undeclared|no value for required|does not match|already ?exists|validationexception|malformed|checksum/i,
  ],
];

/** What to do where the role of a target cannot be assumed. */
export const howToTrust =
  "Its trust policy must name the runner's role and the target's external id (docs/targets.md)";

const howToEmpty =
  'AWS does not delete a resource with content. Delete its content, or ask its owner to, then retry';

/** The class of one error text; `unknown` when no row of the table knows it. */
export function classifyText(text: string): FailureClass {
  return table.find(([, words]) => words.test(text))?.[0] ?? 'unknown';
}

/** Whether an error text says that something may not be destroyed, as its template has it. */
export function isPrevention(text: string): boolean {
  return prevented.test(text);
}

/** The failure behind the errors of one Terraform command, whole: classed by the first that is known, all of them named. */
export function classifyDiagnostics(command: string, diagnostics: Diagnostic[], rest = ''): Failure {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const texts = errors.map(({ summary, detail }) => `${summary}: ${detail}`);
  const known = [...texts, rest].map(classifyText).find((cls) => cls !== 'unknown');
  const reasons = errors.map(describe);
  const reason =
    reasons.length > 0 ? reasons.join('\n') : lastLines(rest) || 'it ended without an error message';
  const addresses = errors.flatMap(({ address }) => (address === undefined ? [] : [address]));
  return {
    class: known ?? 'unknown',
    reason: `terraform ${command}: ${reason}`,
    addresses: [...new Set(addresses)],
  };
}

function describe({ summary, detail, address }: Diagnostic): string {
  const where = address === undefined ? '' : `${address}: `;
  const advice = adviceOn(summary, detail);
  return `${where}${summary}${advice === '' ? '' : `. ${advice}`}${detail === '' ? '' : `. ${detail}`}`;
}

function adviceOn(summary: string, detail: string): string {
  if (/cannot assume iam role/i.test(summary) && classifyText(detail) === 'permission') return howToTrust;
  return classifyText(`${summary}: ${detail}`) === 'occupied' ? howToEmpty : '';
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-8).join('\n');
}
