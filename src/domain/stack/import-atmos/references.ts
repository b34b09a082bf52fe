/** What a text of Atmos refers to: an output of a component, of the same stack or of another. */
export interface AtmosReference {
  component: string;
  stack: string | undefined;
  output: string;
  step: string | undefined;
}

/** A text as a reference, why it cannot be one, or undefined where it is a plain text. */
export type ReadText = { reference: AtmosReference; isForeign: boolean } | { why: string } | undefined;

/** Reads a text for references to outputs, in the ways of Atmos and in those that only look like it. */
export function readText(text: string): ReadText {
  return readFunction(text) ?? readTemplate(text) ?? readLookalike(text);
}

const outputs = ['!terraform.output', '!terraform.state'];

/** A default behind `//` is for a component that is not built yet; here the order sees to that. */
function readFunction(text: string): ReadText {
  const plain = text
    .trim()
    .replace(/\s+\/\/.*$/s, '')
    .replace(/^(\S+\s+\S+\s+)(["'])(.*)\2$/s, '$1$3');
  const [name = '', ...args] =
    (/^!terraform\./.test(text) ? plain : text.trim()).match(/"[^"]*"|'[^']*'|\{\{.*?\}\}|[^\s]+/g) ?? [];
  if (!/^![a-z]/.test(name)) return undefined;
  if (!outputs.includes(name))
    return { why: `${name} is worked out by Atmos when it runs; write the value, or a reference` };
  const [component, second, third] = args.map((one) => one.replaceAll(/^["']|["']$/g, ''));
  if (component === undefined || second === undefined || args.length > 3)
    return { why: `${name} cannot be read` };
  const isOther = third !== undefined && !/^\{\{-?\s*\.(?:stack|atmos_stack)\s*-?\}\}$/.test(second);
  return outputOf([component, isOther ? second : undefined], third ?? second, false);
}

function outputOf(
  [component, stack]: [string, string | undefined],
  path: string,
  isForeign: boolean,
): ReadText {
  const plain = path.replaceAll(/\[["']?([\w-]+)["']?\]/g, '.$1').replace(/^\./, '');
  const [output = '', step, ...more] = plain.split('.');
  const isPlain = /^[\w.-]+$/.test(plain) && output !== '' && more.length === 0;
  if (!isPlain)
    return {
      why: `'${path}' of '${component}' is an expression; have the module give out that value as an output`,
    };
  return { reference: { component, stack, output, step }, isForeign };
}

const template =
  /^\{\{-?\s*\(\s*atmos\.Component\s+"([^"]+)"\s+(?:\.(?:stack|atmos_stack)|"([^"]+)")\s*\)\.outputs\.([\w.]+)\s*(?:\|\s*to(?:Raw)?Json\s*)?-?\}\}$/;

function readTemplate(text: string): ReadText {
  if (!text.includes('{{')) return undefined;
  const [, component, stack, output] = template.exec(text.trim()) ?? [];
  if (component !== undefined && output !== undefined) return outputOf([component, stack], output, false);
  return { why: 'the Go template could not be rendered; write the value, or a reference' };
}

/** `${output.vpc/main.vpc_id}`, which Atmos hands to Terraform as it is written. */
function readLookalike(text: string): ReadText {
  const inner = /^\$\{(?:outputs?|component|components|module|dependency|remote_state)[.:]([^}]+)\}$/.exec(
    text.trim(),
  )?.[1];
  const [component, path] = inner?.split(/\.(.*)/s) ?? [];
  if (component === undefined || path === undefined || path === '') return undefined;
  return outputOf([component, undefined], path.replace(/^outputs\./, ''), true);
}

/** Ids that AWS gives, which nobody knows before the thing is there. */
const awsId =
  /\b(?:vpc|subnet|sg|igw|nat|rtb|eni|eipalloc|tgw|acl|vpce|pcx|lt|fs|vol|i)-[0-9a-fx.…]{6,17}\b/i;
const arn = /\barn:aws[\w-]*:[\w-]+:/;

/** Why a literal is probably an output of something that is built too; undefined where it is not. */
export function whyLiteral(path: readonly string[], text: string): string | undefined {
  const id = awsId.exec(text)?.[0];
  if (id !== undefined)
    return `${id} is the id of something that was built; refer to the component that builds it`;
  if (arn.test(text) && !/:aws:(?:policy|iam::aws)/.test(text) && !text.includes(':iam::aws:'))
    return 'an ARN names something that was built; refer to the component that builds it';
  if (/^Z[A-Z0-9]{12,31}$/.test(text))
    return `${text} is a hosted zone that was built; refer to its component`;
  if (/^\d{12}$/.test(text) && /account/i.test(path.at(-1) ?? ''))
    return `${text} is an account; write account: in the stack, and \${account} here`;
  if (/\b(?:changeme|change_me|placeholder|todo|fixme)\b|^<[^>]+>$|x{6,}/i.test(text))
    return 'this is a placeholder';
  return /\$\{(?:outputs?|ssm|env|secret|store)[.:]/.test(text)
    ? 'Atmos hands ${…} to Terraform as a text; write a reference, or the name of the secret'
    : undefined;
}
