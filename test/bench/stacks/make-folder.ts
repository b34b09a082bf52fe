import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The components of every stack, each a template of its own name. */
export const componentNames = [
  'vpc',
  'dns',
  'groups',
  'cluster',
  'database',
  'certificate',
  'balancer',
  'roles',
  'monitoring',
  'function',
] as const;
const accounts = ['dev', 'staging', 'prod', 'shared', 'management'];
const regions = ['eu-west-1', 'us-east-1', 'ap-southeast-1', 'eu-central-1'];
const settings = 18;

/** Writes a folder of so many stacks over layers of an organisation, accounts, regions, a catalog and mixins; returns how many files. */
export function makeFolder(root: string, stacks: number): number {
  const files = [
    ...catalog(),
    ...organisation(),
    ...Array.from({ length: stacks }, (_, index) => stackAt(index)),
  ];
  for (const [file, text] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return files.length;
}

type File = readonly [path: string, text: string];

function catalog(): File[] {
  return componentNames.map((name) => [
    `catalog/${name}.yaml`,
    `# What every stack has of ${name}.
components:
  ${name}:
    template: ${name}@^1
    inputs:
${Array.from({ length: settings }, (_, at) => `      setting_${at}: ${at % 3 === 0 ? `"default ${at}"` : at}\n`).join('')}      tags:
        component: ${name}
      node_groups:
        - { name: system, min: 1, max: 3, labels: { tier: system } }
        - { name: spot, min: 0, max: 10 }
`,
  ]);
}

function organisation(): File[] {
  return [
    [
      'org/_defaults.yaml',
      'lease: 30d\ndefaults:\n  inputs:\n    log_days: 30\n    tags: { org: acme, cost_center: "42" }\n',
    ],
    ...['production', 'development'].map((kind): File => [
      `mixins/${kind}.yaml`,
      `templates:\n  database: { inputs: { setting_1: ${kind === 'production' ? 30 : 7} } }\n  cluster:\n    inputs:\n      node_groups: [{ name: system, max: ${kind === 'production' ? 12 : 4} }]\n`,
    ]),
    ...accounts.flatMap((account, at): File[] => [
      [
        `org/${account}/_defaults.yaml`,
        `import: [org/_defaults]\naccount: "${111_111_111_111 + at}"\nenvironment: ${account.slice(0, 7)}\ndefaults: { inputs: { tags: { account: ${account} } } }\n`,
      ],
      ...regions.map((region): File => [
        `org/${account}/${region}.yaml`,
        `import: [org/${account}/_defaults]\nregion: ${region}\ndefaults: { inputs: { tags: { region: "\${region}" } } }\ntemplates: { vpc: { inputs: { zones: [${region}a, ${region}b] } } }\n`,
      ]),
    ]),
  ];
}

function stackAt(index: number): File {
  const account = accounts[index % accounts.length] ?? '';
  const region = regions[Math.floor(index / accounts.length) % regions.length] ?? '';
  const own = componentNames.map((name) => {
    const uses = '      vpc_id: { ref: vpc.vpc_id }\n      subnet_ids: { ref: vpc.subnet_ids }\n';
    const range = `      vpc_cidr: 10.${index % 256}.${Math.floor(index / 256) * 16}.0/20\n`;
    const groups = name === 'cluster' ? '      node_groups: [{ name: gpu, min: 0, max: 2 }]\n' : '';
    return `  ${name}:\n    inputs:\n      setting_1: ${index}\n${name === 'vpc' ? range : uses}${groups}`;
  });
  const layers = [
    ...componentNames.map((name) => `catalog/${name}`),
    `mixins/${account === 'prod' ? 'production' : 'development'}`,
    `org/${account}/${region}`,
  ];
  const text = `stack: env-${index}\nimport:\n${layers.map((one) => `  - ${one}\n`).join('')}components:\n${own.join('')}`;
  return [`stacks/${account}/${region}/env-${index}.yaml`, text];
}
