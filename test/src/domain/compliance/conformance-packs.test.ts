import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { numbers } from '../../../../src/domain/compliance/numbers/numbers';
import type { Numbers } from '../../../../src/domain/compliance/numbers/standards';

/*
 * LEASEHOLD_CONFORMANCE_PACKS is the folder aws-config-conformance-packs of github.com/awslabs/aws-config-rules. Where it is not
 * given, these tests are not run.
 */
const { LEASEHOLD_CONFORMANCE_PACKS: folder } = process.env;

/** Says that a test is not run where there are no packs. */
function isWithoutPacks(): boolean {
  if (folder === undefined)
    process.stderr.write('not run: LEASEHOLD_CONFORMANCE_PACKS names no folder of packs.\n');
  return folder === undefined;
}

/** The rules of AWS Config in packs whose file has one of these texts in its name, by their names and their identifiers. */
function rulesOf(...parts: string[]): Set<string> {
  const files = readdirSync(folder!).filter((file) => parts.some((part) => file.includes(part)));
  const texts = files.map((file) => readFileSync(join(folder!, file), 'utf8'));
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/(?:ConfigRuleName|SourceIdentifier):\s*"?([\w-]+)/g)].map(([, name = '']) =>
        name.toLowerCase().replaceAll('_', '-'),
      ),
    ),
  );
}

/** Of a standard's controls those that no rule of its packs checks: their numbers are of other maps of the same standard. */
const elsewhere: Partial<Record<keyof Numbers, readonly string[]>> = {
  hipaa: [
    'dynamodb-kms',
    'iam-trust',
    'kms-rotation',
    'no-public-policies',
    'sqs-encrypted',
    'balancer-headers',
    'cache-encrypted',
    'cdn-tls',
    'eks-secrets',
    'logs-kept',
    'logs-kms',
  ],
  pci: [
    'cache-encrypted',
    'cache-tls',
    'task-not-privileged',
    'ecr-scanning',
    'iam-trust',
    'no-public-policies',
    'sqs-encrypted',
    'balancer-tls-policy',
    'eks-logging',
  ],
  cis: ['database-private', 'database-upgrades', 'efs-encrypted', 'instance-imdsv2'],
};

describe("AWS' conformance packs", () => {
  it.each([
    ['hipaa', ['HIPAA-Security']],
    ['pci', ['PCI-DSS']],
    ['cis', ['for-CIS-AWS', 'for-CIS.yaml']],
  ] as const)('of %s have a rule for each control of that profile', (standard, parts) => {
    if (isWithoutPacks()) return;
    const rules = rulesOf(...parts);
    const own = Object.entries(numbers).filter(([, one]) => one[standard] !== undefined);
    const missing = own.filter(([, { config = '' }]) => !config.split(' ').some((rule) => rules.has(rule)));

    expect(rules.size).toBeGreaterThan(30);
    expect(missing.map(([id]) => id).sort()).toEqual([...(elsewhere[standard] ?? [])].sort());
  });

  it('have each rule that a control names, except for two that no pack has', () => {
    if (isWithoutPacks()) return;
    const rules = rulesOf('.y');
    const named = Object.values(numbers).flatMap(({ config = '' }) => config.split(' ').filter(Boolean));

    expect(named.filter((rule) => !rules.has(rule))).toEqual([
      'elasticache-repl-grp-encrypted-at-rest',
      'elasticache-repl-grp-encrypted-in-transit',
    ]);
  });
});
