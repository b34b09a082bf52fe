import type { WrongFolder } from './wrong-folder';

/** Stacks that say something wrong in valid YAML, with what is said of them. */
export const wrongStacks: readonly WrongFolder[] = [
  {
    what: 'numbers that would change',
    files: {
      'dev.yaml': `stack: dev
account: 012345678901
region: 12
components:
  eks:
    template: eks
    inputs: {kubernetes_version: 1.30, subnet_ids: [12345678901234567890]}
`,
    },
    problems: [
      'dev.yaml:2:10 012345678901 would be read as 12345678901; write "012345678901" in quotes, or 12345678901',
      'dev.yaml:7:53 12345678901234567890 is a number that cannot be stored exactly: the nearest one that can is 12345678901234567000; write "12345678901234567890" in quotes for a text',
    ],
  },
  {
    what: 'heads of a wrong form',
    files: {
      'dev.yaml': `stack: dev
account: 123456789012
region: europe
environment: Dev_1
lease: 7
preset: prodution
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 }
`,
    },
    problems: [
      'dev.yaml:2:10 account must be a text; write "123456789012" in quotes',
      'dev.yaml:3:9 region must be an AWS region, such as eu-central-1',
      'dev.yaml:4:14 environment must be 1 to 20 lowercase letters, digits and hyphens',
      'dev.yaml:5:8 lease must be a time such as 30d or 36h, or permanent',
      "dev.yaml:6:9 preset cannot be 'prodution': did you mean production?",
    ],
  },
  {
    what: 'keys without a value',
    files: {
      'dev.yaml': `stack: dev
import:
components:
  vpc:
    template:
    inputs:
    after: vpc
    enabled: "no"
`,
    },
    problems: [
      'dev.yaml:2:8 import has no value; write a list, or leave it out',
      'dev.yaml:5:14 components.vpc.template has no value; write a text, or leave it out',
      'dev.yaml:6:12 components.vpc.inputs has no value; write a map, or leave it out',
      'dev.yaml:7:12 components.vpc.after must be a list, not a text',
      'dev.yaml:8:14 components.vpc.enabled must be true or false, not a text',
    ],
  },
  {
    what: 'names that are none (tf-atmos)',
    files: {
      'dev.yaml': `stack: dev
components:
  vpc/main: {template: vpc}
  a-very-long-component-name: {template: vpc}
`,
    },
    problems: [
      "dev.yaml:3:3 'vpc/main' is not a name in components: it must be 1 to 20 lowercase letters, digits and hyphens, beginning with a letter and not ending with a hyphen",
      'dev.yaml:3:3 vpc/main (vpc 2.0.0) needs vpc_cidr: give it under inputs (The range of the network.)',
      "dev.yaml:4:3 'a-very-long-component-name' is not a name in components: it must be 1 to 20 lowercase letters, digits and hyphens, beginning with a letter and not ending with a hyphen",
      'dev.yaml:4:3 a-very-long-component-name (vpc 2.0.0) needs vpc_cidr: give it under inputs (The range of the network.)',
    ],
  },
  {
    what: 'a stack with a wrong name',
    files: {
      'a.yaml': `stack: My.Stack
`,
    },
    problems: [
      'a.yaml:1:8 stack must be 1 to 20 lowercase letters, digits and hyphens, beginning with a letter and not ending with a hyphen',
    ],
  },
  {
    what: 'templates that are not there, and sources',
    files: {
      'dev.yaml': `stack: dev
components:
  a: {template: vcp@1}
  b: {template: vpc@^3}
  c: {template: vpc@latest}
  d: {template: "git::https://x.git//vpc"}
  e: {template: VPC}
  f: {}
  g: {template: shop/vpc}
`,
    },
    problems: [
      "dev.yaml:3:17 there is no template 'vcp': did you mean vpc?",
      'dev.yaml:4:17 no version of vpc is in ^3: there is 2.0.0, 1.3.0, 1.2.0',
      "dev.yaml:5:17 components.c.template 'latest' is not a version or range; write 1.2.3, 1.2, 1, ^1.2 or ~1.2 behind the @",
      "dev.yaml:6:17 components.d.template 'git::https://x.git//vpc' is a source; a component names a published template, such as vpc@^1. Publish that one first: idp template publish",
      "dev.yaml:7:17 components.e.template 'VPC' is not the name of a template; write one such as vpc@^1 or shop/vpc@^1",
      "dev.yaml:8:3 the component 'f' has no template; write template: <name>@<versions>, import the layer that does, or write what is for every component of a template under templates",
      "dev.yaml:9:17 there is no template 'shop/vpc': did you mean vpc?",
    ],
  },
  {
    what: 'two stacks of one name',
    files: {
      'dev.yaml': `stack: dev
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 }
`,
      'x/dev.yml': `stack: dev
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 }
`,
    },
    problems: ["x/dev.yml:1:8 the stack 'dev' is there twice: also in dev.yaml:1:8; rename one"],
  },
  {
    what: 'inputs that no template has (tf-atmos)',
    files: {
      'dev.yaml': `stack: dev
components:
  vpc:
    template: vpc@1
    inputs: {ipv4_primary_cidr_block: 10.0.0.0/16, vpc_cdir: 10.0.0.0/16, zone: 2}
`,
    },
    problems: [
      'dev.yaml:3:3 vpc (vpc 1.3.0) needs vpc_cidr: give it under inputs (The range of the network.)',
      "dev.yaml:5:14 vpc (vpc 1.3.0) has no input 'ipv4_primary_cidr_block': known: name, vpc_cidr, zones, tags",
      "dev.yaml:5:52 vpc (vpc 1.3.0) has no input 'vpc_cdir': did you mean vpc_cidr?",
      "dev.yaml:5:75 vpc (vpc 1.3.0) has no input 'zone': did you mean zones?",
    ],
  },
  {
    what: 'values that the template refuses',
    files: {
      'dev.yaml': `stack: dev
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 }
      
  rds:
    template: rds
    inputs: {multi_az: "yes", backup_days: 90, subnet_ids: subnet-1, allowed_cidr: 10.0.0.0, tags: {a: 1}}
`,
    },
    problems: [
      'dev.yaml:9:24 multi_az of rds (rds 1.0.0): Invalid input: expected boolean, received string; write true or false, without quotes',
      'dev.yaml:9:44 backup_days of rds (rds 1.0.0): Too big: expected number to be <=35',
      'dev.yaml:9:60 subnet_ids of rds (rds 1.0.0): Invalid input: expected array, received string',
      'dev.yaml:9:84 allowed_cidr of rds (rds 1.0.0): Invalid IPv4 range',
      'dev.yaml:9:104 tags.a of rds (rds 1.0.0): Invalid input: expected string, received number; write "1" in quotes',
    ],
  },
  {
    what: 'values inside of values',
    files: {
      'dev.yaml': `stack: dev
components:
  eks:
    template: eks
    inputs: {subnet_ids: [], node_groups: [{name: a, mx: 1}, {min: 2}]}
`,
    },
    problems: [
      'dev.yaml:5:26 subnet_ids of eks (eks 1.0.0): Too small: expected array to have >=1 items',
      "dev.yaml:5:54 eks (eks 1.0.0) has no input 'node_groups.0.mx': known: name, min, max, labels",
      'dev.yaml:5:62 eks (eks 1.0.0) needs node_groups.1.name: give it under inputs',
    ],
  },
  {
    what: 'a secret in clear text',
    files: {
      'dev.yaml': `stack: dev
components:
  rds:
    template: rds
    inputs: {password: hunter2}
`,
    },
    problems: [
      'dev.yaml:5:24 password of rds (rds 1.0.0) is sensitive, and this file is read by many; pass the name or ARN of a secret instead, or a reference to an output that holds it',
    ],
  },
  {
    what: 'references to what is not there',
    files: {
      'dev.yaml': `stack: dev
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 }
  rds:
    template: rds
    inputs:
      subnet_ids: {ref: vcp.private_subnet_ids}
      allowed_cidr: {ref: vpc.vpc_cidr}
      multi_az: {ref: vpc.vpc_id}
      backup_days: {ref: vpc.zone_count}
      tags: { a: {ref: vpc.subnets.c}, b: {ref: vpc}, c: {ref: "vpc.subnets[0]"}, d: {ref: vpc.a.b.c}, e: {ref: shraed/vpc.vpc_id}, f: {ref: 1}, g: {ref: vpc.flow_log}, h: {ref: "env:web.url"}, i: {ref: "vpc.id + 1"}, j: {ref: rds.password} }
`,
    },
    problems: [
      "dev.yaml:9:25 the stack 'dev' has no component 'vcp': did you mean vpc?",
      "dev.yaml:10:27 vpc 1.3.0 has no output 'vpc_cidr': did you mean vpc_cidr_block?",
      'dev.yaml:11:23 vpc.vpc_id (vpc 1.3.0) cannot be multi_az of rds: vpc_id is a string, but the input takes true or false',
      'dev.yaml:13:24 vpc.subnets.c (vpc 1.3.0) cannot be tags.a of rds: subnets has no key c (it has a, b)',
      "dev.yaml:13:49 'vpc' names no output; write vpc.<output>",
      "dev.yaml:13:64 'vpc.subnets[0]' is not a reference: a step into a value is written with a dot, such as vpc.subnets.0",
      "dev.yaml:13:92 'vpc.a.b.c' takes more than one step into a value; have the template publish what you need as an output of its own",
      "dev.yaml:13:113 there is no stack 'shraed' in this folder: known: dev",
      'dev.yaml:13:136 ref must be a text such as vpc.vpc_id; a map that is meant as it is written has !literal before it',
      "dev.yaml:13:204 'vpc.id + 1' is not a reference, which has no expressions; write <component>.<output>, <stack>/<component>.<output> or env:<environment>.<output>",
      "dev.yaml:13:228 the output 'password' of rds 1.0.0 is sensitive, and inputs are not encrypted; pass the ARN or name of the secret instead, such as password_secret_arn",
      'dev.yaml:13:228 a circle of components, of which it needs itself: dev/rds -> dev/rds (dev.yaml:13:228); remove one of these references',
    ],
    notes: [
      'dev.yaml:12:26 vpc.zone_count (vpc 1.3.0) for backup_days of rds is checked when its value is known: the input takes at least 1',
      'dev.yaml:13:155 vpc.flow_log (vpc 1.3.0) for tags.g of rds is checked when its value is known: the template declares no type of the output flow_log',
      'dev.yaml:13:179 env:web.url is an environment, which only the control plane knows',
    ],
  },
  {
    what: 'references whose values cannot fit',
    files: {
      'dev.yaml': `stack: dev
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 }
  rds:
    template: rds
    inputs:
      subnet_ids: {ref: vpc.vpc_id}
      allowed_cidr: {ref: vpc.flow_log_arn}
`,
    },
    problems: [
      'dev.yaml:9:25 vpc.vpc_id (vpc 1.3.0) cannot be subnet_ids of rds: vpc_id is a string, but the input takes a list',
      'dev.yaml:10:27 vpc.flow_log_arn (vpc 1.3.0) cannot be allowed_cidr of rds: flow_log_arn has format arn, but the input takes cidr',
    ],
  },
  {
    what: 'references to what is off',
    files: {
      'dev.yaml': `stack: dev
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 }
    enabled: false
  rds:
    template: rds
    after: [vpc]
    inputs:
      allowed_cidr: {ref: vpc.vpc_cidr_block}
`,
    },
    problems: [
      "dev.yaml:9:13 the component 'vpc' is off: it has enabled: false (dev.yaml:6:14); turn it on, or remove this reference",
      "dev.yaml:11:27 the component 'vpc' is off: it has enabled: false (dev.yaml:6:14); turn it on, or remove this reference",
    ],
  },
  {
    what: 'components in a circle',
    files: {
      'dev.yaml': `stack: dev
components:
  a:
    template: queue
    inputs: { role_arn: {ref: b.arn} }
  b:
    template: queue
    after: [a]
  c:
    template: queue
    inputs: { role_arn: {ref: c.arn} }
`,
    },
    problems: [
      'dev.yaml:5:31 a circle of components, of which each needs the next: dev/a -> dev/b (dev.yaml:5:31) -> dev/a (dev.yaml:8:13); remove one of these references',
      'dev.yaml:11:31 a circle of components, of which it needs itself: dev/c -> dev/c (dev.yaml:11:31); remove one of these references',
    ],
  },
  {
    what: 'stacks in a circle',
    files: {
      'a.yaml': `stack: a
components:
  x: {template: queue, inputs: {role_arn: {ref: b/y.arn}}}
`,
      'b.yaml': `stack: b
components:
  y: {template: queue, inputs: {role_arn: {ref: a/x.arn}}}
`,
    },
    problems: [
      'a.yaml:3:49 a circle of components, of which each needs the next: a/x -> b/y (a.yaml:3:49) -> a/x (b.yaml:3:49); remove one of these references',
    ],
  },
  {
    what: 'texts that were meant as references (tf-atmos)',
    files: {
      'dev.yaml': `stack: dev
components:
  eks:
    template: eks
    inputs:
      vpc_id: \${output.vpc/main.vpc_id}
      subnet_ids: ["\${outputs.vpc.private_subnet_ids}"]
      kubernetes_version: \${stack.nam}
      zones: ["\${region}a", "\${ssm:/x/y}", "\${env:X, default}", "\${account}"]
`,
    },
    problems: [
      'dev.yaml:6:15 ${output.vpc/main.vpc_id} is not put in here; an output of a component is a reference: { ref: vpc-main.vpc_id }',
      'dev.yaml:7:20 ${outputs.vpc.private_subnet_ids} is not put in here; an output of a component is a reference: { ref: vpc.private_subnet_ids }',
      'dev.yaml:8:27 ${stack.nam} is unknown: did you mean ${stack.name}? Write $${stack.nam} for a text that holds it as it is',
      'dev.yaml:9:15 ${region} has no value; write region: in the stack or a layer of it',
      'dev.yaml:9:29 ${ssm:/x/y} is not put in here; pass the name or ARN of the secret, for the resource to read',
      'dev.yaml:9:44 ${env:X, default} is unknown: known: ${stack.name}, ${account}, ${region}, ${environment}. Write $${env:X, default} for a text that holds it as it is',
      'dev.yaml:9:65 ${account} has no value; write account: in the stack or a layer of it',
    ],
  },
  {
    what: 'mixins that are not there',
    files: {
      'dev.yaml': `stack: dev
mixins:
  small: {inputs: {zones: 2}}
components:
  vpc:
    template: vpc@1
    mixins: [smal, large]
    inputs: {vpc_cidr: 10.0.0.0/16}
`,
    },
    problems: [
      "dev.yaml:7:14 there is no mixin 'smal': did you mean small?",
      "dev.yaml:7:20 there is no mixin 'large': known: small",
    ],
  },
  {
    what: '!append to what is no list',
    files: {
      'dev.yaml': `stack: dev
import: [a]
components:
  vpc:
    inputs: {zones: !append [1]}
`,
      'a.yaml': `components:
  vpc:
    template: vpc@^1
    inputs: { zones: 2, vpc_cidr: 10.0.0.0/16 }
`,
    },
    problems: [
      'dev.yaml:5:29 !append needs a list to append to, but a.yaml:4:22 has a single value; write the list without !append',
      'dev.yaml:5:29 zones of vpc (vpc 1.3.0): it must be one of 2, 3',
    ],
  },
  {
    what: 'an item of a plain list unset',
    files: {
      'dev.yaml': `stack: dev
components:
  eks:
    template: eks
    inputs:
      zones: [!unset {name: a}]
      subnet_ids: [a]
`,
    },
    problems: ['dev.yaml:6:22 an item of this list cannot be unset; write the whole list'],
  },
  {
    what: 'an item without its merge key',
    files: {
      'dev.yaml': `stack: dev
import: [a]
components:
  eks:
    inputs: {node_groups: [{min: 1}]}
`,
      'a.yaml': `components:
  eks:
    template: eks
    inputs: {subnet_ids: [a], node_groups: [{name: x}]}
`,
    },
    problems: [
      "dev.yaml:5:28 this list is merged by 'name', which this item does not have; give it one, or write !replace before the list",
      'dev.yaml:5:28 eks (eks 1.0.0) needs node_groups.1.name: give it under inputs',
    ],
  },
  {
    what: 'defaults of a template',
    files: {
      'dev.yaml': `stack: dev
templates:
  vpc: {version: newest, vars: {}}
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 }
`,
    },
    problems: [
      'dev.yaml:3:18 templates.vpc.version is not a version or range; write 1.2.3, 1.2, 1, ^1.2 or ~1.2',
      "dev.yaml:3:26 unknown key 'vars' in templates.vpc: write inputs",
    ],
  },
  {
    what: 'a variable in a key',
    files: {
      'dev.yaml': `stack: dev
components:
  vpc:
    template: vpc@^1
    inputs: { vpc_cidr: 10.0.0.0/16 , tags: {"\${region}": x} }
`,
    },
    problems: ['dev.yaml:5:46 ${region} is put into values only, and this is a key'],
  },
  {
    what: '__proto__',
    files: {
      'dev.yaml': `stack: dev
__proto__: {}
`,
    },
    problems: ["dev.yaml:2:1 '__proto__' cannot be a key"],
  },
  {
    what: 'defaults that reach nobody because they are misspelt',
    files: {
      'dev.yaml': `stack: dev
defaults: { inputs: { tgas: { a: b }, other: 1 } }
templates: { vcp: { inputs: { zones: 2 } }, eks: { version: ^1 } }
components:
  vpc: { template: vpc@1, inputs: { vpc_cidr: 10.0.0.0/16 } }
`,
    },
    problems: [
      "dev.yaml:2:23 no template of these stacks has an input 'tgas': did you mean tags?",
      "dev.yaml:3:14 no component has the template 'vcp': did you mean vpc?",
    ],
    notes: ["dev.yaml:2:39 no template of these stacks has an input 'other', so this default has no effect"],
  },
  {
    what: 'references with something beside them, and variables that are not closed',
    files: {
      'dev.yaml': `stack: dev
region: eu-west-1
components:
  vpc: { template: vpc@1, inputs: { vpc_cidr: 10.0.0.0/16 } }
  queue:
    template: queue
    inputs:
      policy: { a: { ref: vpc.vpc_id, default: x }, b: { ref: main, repository: y }, c: { ref: v1.2, d: 1 } }
      role_arn: "arn:\${region"
`,
    },
    problems: [
      'dev.yaml:8:27 a reference is alone in its map, and here is default too; remove that, or write !literal before a map that is meant as it is written',
      "dev.yaml:9:17 '${' has no '}' behind it; close it, or write $${ for a text that holds it",
    ],
  },
];
