import type { WrongFolder } from './wrong-folder';

/** Files that are no layers, and imports that lead nowhere, with what is said of them. */
export const brokenFiles: readonly WrongFolder[] = [
  {
    what: 'imports for import (tf-atmos)',
    files: {
      'dev.yaml': `stack: dev
imports: [catalog/vpc]
`,
    },
    problems: ["dev.yaml:2:1 unknown key 'imports': write import"],
  },
  {
    what: 'a misspelt key of a component',
    files: {
      'dev.yaml': `stack: dev
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 }
    enabeld: false
`,
    },
    problems: ["dev.yaml:6:5 unknown key 'enabeld' in components.vpc: did you mean enabled?"],
  },
  {
    what: 'vars, depends_on and source of other tools',
    files: {
      'dev.yaml': `stack: dev
components:
  vpc:
    template: vpc
    vars: {a: 1}
    depends_on: [x]
    source: git::x
`,
    },
    problems: [
      'dev.yaml:3:3 vpc (vpc 2.0.0) needs vpc_cidr: give it under inputs (The range of the network.)',
      "dev.yaml:5:5 unknown key 'vars' in components.vpc: write inputs",
      "dev.yaml:6:5 unknown key 'depends_on' in components.vpc: write after; where a value is used, a reference says the order by itself",
      "dev.yaml:7:5 unknown key 'source' in components.vpc: a component names a published template, such as vpc@^1; publish the module first (idp template publish)",
    ],
  },
  {
    what: 'components below terraform, workflows and a backend (tf-atmos)',
    files: {
      'dev.yaml': `stack: dev
components:
  terraform:
    vpc:
      metadata: {component: vpc}
      vars: {}
workflows: {}
backend: {}
`,
    },
    problems: [
      "dev.yaml:3:3 'terraform' is not a component; write components directly below components",
      "dev.yaml:4:5 unknown key 'vpc' in components.terraform: known: template, mixins, inputs, after, enabled, target, lease",
      "dev.yaml:7:1 unknown key 'workflows': there are no workflows of your own; have a script call the commands of idp",
      "dev.yaml:8:1 unknown key 'backend': the control plane keeps the state of each component",
    ],
  },
  {
    what: 'an import that is not there',
    files: {
      'dev.yaml': `stack: dev
import: [catalog/vcp, ./x, catalog/vpc.yaml]
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 }
`,
      'catalog/vpc.yaml': `region: eu-central-1
`,
    },
    problems: [
      "dev.yaml:2:10 there is no layer 'catalog/vcp': did you mean catalog/vpc?",
      "dev.yaml:2:23 there is no layer './x': paths begin at the folder of the stacks, or at this file with ./",
    ],
  },
  {
    what: 'imports that leave the folder, and patterns',
    files: {
      'dev.yaml': `stack: dev
import:
  - ../secret
  - /etc/passwd
  - https://x/y.yaml
  - catalog/*
  - a\\b
  - ./
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 }
`,
    },
    problems: [
      "dev.yaml:3:5 '../secret' leaves the folder of the stacks; import from inside it",
      "dev.yaml:4:5 '/etc/passwd' leaves the folder of the stacks; paths begin at that folder",
      "dev.yaml:5:5 'https://x/y.yaml' is not in this folder; copy the layer into it, nothing is fetched",
      "dev.yaml:6:5 'catalog/*' is a pattern; name each layer, so that their order is known",
      "dev.yaml:7:5 'a\\b' has backslashes; write a/b",
      "dev.yaml:8:5 './' names no file",
    ],
  },
  {
    what: 'imports in a circle',
    files: {
      'dev.yaml': `stack: dev
import: [a]
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 }
`,
      'a.yaml': `import: [b]
`,
      'b.yaml': `region: eu-west-1
import:
  - a
`,
    },
    problems: ['b.yaml:3:5 the imports are a circle: a.yaml -> b.yaml -> a.yaml; remove one of them'],
  },
  {
    what: 'a layer that imports itself',
    files: {
      'a.yaml': `import: [a]
`,
    },
    problems: ['a.yaml:1:10 the imports are a circle: a.yaml -> a.yaml; remove one of them'],
  },
  {
    what: 'an import of a stack',
    files: {
      'dev.yaml': `stack: dev
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 }
`,
      'prod.yaml': `stack: prod
import: [dev]
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.1.0.0/16 }
`,
    },
    problems: [
      "prod.yaml:2:10 'dev' is a stack (dev.yaml:1:8), and only layers are imported; move what both need into a layer",
    ],
  },
  {
    what: 'an import without effect',
    files: {
      'dev.yaml': `stack: dev
import: [b, a, b]
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 }
`,
      'a.yaml': `region: eu-west-1
`,
      'b.yaml': `import: [a]
`,
    },
    problems: [
      "dev.yaml:2:13 'a' has no effect here: it is below what was imported before it (a.yaml, b.yaml); remove this line, or move it up",
      "dev.yaml:2:16 'b' has no effect here: it is below what was imported before it (a.yaml, b.yaml); remove this line, or move it up",
    ],
  },
  {
    what: 'anchors and aliases',
    files: {
      'dev.yaml': `stack: dev
defaults: &a
  inputs: {x: 1}
components: *a
`,
    },
    problems: [
      'dev.yaml:3:3 &a is an anchor or alias of YAML, which stack files do not have; write the values in a layer or a mixin that both use',
      'dev.yaml:4:13 *a is an anchor or alias of YAML, which stack files do not have; write the values in a layer or a mixin that both use',
    ],
  },
  {
    what: 'a merge key of YAML 1.1',
    files: {
      'dev.yaml': `stack: dev
components:
  vpc:
    <<: {a: 1}
`,
    },
    problems: [
      "dev.yaml:4:5 '<<' merges maps in YAML 1.1 only; write the values in a layer or a mixin that both use",
    ],
  },
  {
    what: 'a key that is there twice',
    files: {
      'dev.yaml': `stack: dev
region: eu-west-1
region: eu-west-2
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 }
`,
    },
    problems: ["dev.yaml:3:1 the key 'region' is there twice, first in line 2; remove one"],
  },
  {
    what: 'tags that are unknown or misplaced',
    files: {
      'dev.yaml': `stack: dev
components:
  vpc:
    template: vpc@1
    inputs:
      vpc_cidr: !terraform.output vpc
      zones: !env X
      name: !replace x
      tags: !append {a: b}
`,
    },
    problems: [
      'dev.yaml:6:35 the tag !terraform.output is unknown; an output of a component is a reference: { ref: <component>.<output> }',
      'dev.yaml:7:19 the tag !env is unknown; there are !append, !replace, !unset, !literal',
      'dev.yaml:8:22 !replace is for a map or a list; a single value replaces anyway',
      'dev.yaml:9:21 !append is for a list; any other value replaces anyway',
    ],
  },
  {
    what: 'keys that are no texts',
    files: {
      'dev.yaml': `stack: dev
components:
  8: {}
  ? [a]
  : 1
  null: 1
`,
    },
    problems: [
      'dev.yaml:3:3 a key must be a text; write "8" in quotes',
      'dev.yaml:4:5 a key is a text, not a list or a map',
      'dev.yaml:6:3 a key must be a text; write "null" in quotes',
    ],
  },
  {
    what: 'a file that is a list',
    files: {
      'a.yaml': `- a
`,
    },
    problems: [
      'a.yaml:1:1 a file is a map of import, stack, components and others (idp schema stack), not a list',
    ],
  },
  {
    what: 'a file that is a text',
    files: {
      'a.yaml': 'hello',
    },
    problems: [
      'a.yaml:1:1 a file is a map of import, stack, components and others (idp schema stack), not a single value',
    ],
  },
  {
    what: 'an empty file',
    files: {
      'a.yaml': '',
    },
    problems: ['a.yaml:1:1 the file is empty; write a layer such as components: {}, or remove the file'],
  },
  {
    what: 'a file of comments',
    files: {
      'a.yaml': `# x
`,
    },
    problems: ['a.yaml:1:1 the file is empty; write a layer such as components: {}, or remove the file'],
  },
  {
    what: 'two documents',
    files: {
      'a.yaml': `region: eu-west-1
---
region: eu-west-2
`,
    },
    problems: [
      "a.yaml:2:1 a second document begins here; a file holds one layer, so remove the '---' or write another file",
    ],
  },
  {
    what: 'a tab',
    files: {
      'dev.yaml': `stack: dev
components:
	vpc: {}
`,
    },
    problems: ['dev.yaml:3:1 a tab indents this line; indent with spaces'],
  },
  {
    what: 'a bracket that is not closed',
    files: {
      'dev.yaml': `stack: dev
components: {vpc: {template: vpc
`,
    },
    problems: [
      'dev.yaml:3:1 this is not valid YAML: Flow map in block collection must be sufficiently indented and end with a }',
    ],
  },
  {
    what: 'two keys in one line',
    files: {
      'dev.yaml': `stack: dev
components:
  vpc: template: vpc
`,
    },
    problems: ['dev.yaml:3:8 two keys are on one line; a text with a colon and a space is written in quotes'],
  },
  {
    what: 'another version of YAML',
    files: {
      'a.yaml': `%YAML 1.1
---
region: eu-west-1
`,
    },
    problems: ['a.yaml:1:1 remove the %YAML line; stack files are YAML 1.2'],
  },
];
