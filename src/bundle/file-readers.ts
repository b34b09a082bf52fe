/** How many arguments of a function, from the first, are a path; of `templatestring` none can be safe, as its text is a template. */
const functions: Readonly<Record<string, number>> = {
  file: 1,
  fileexists: 1,
  filebase64: 1,
  filebase64sha256: 1,
  filebase64sha512: 1,
  filemd5: 1,
  filesha1: 1,
  filesha256: 1,
  filesha512: 1,
  fileset: 2,
  templatefile: 1,
  abspath: 1,
  pathexpand: 0,
  templatestring: 0,
};

/** Attributes by which a provider reads a file of the machine. */
const attributes: Readonly<Record<string, readonly string[]>> = {
  'data.local_file': ['filename'],
  'data.local_sensitive_file': ['filename'],
  'data.archive_file': ['source_file', 'source_dir'],
  local_file: ['source'],
  local_sensitive_file: ['source'],
  archive_file: ['source_file', 'source_dir'],
  aws_s3_object: ['source'],
  aws_s3_bucket_object: ['source'],
  aws_lambda_function: ['filename'],
  aws_lambda_layer_version: ['filename'],
  aws_synthetics_canary: ['zip_file'],
};

const marks = Object.keys(functions)
  .concat('provider::local::')
  .concat(Object.keys(attributes).map((type) => type.replace('data.', '')));

/** Whether a text can have anything in it that reads a file; no function and no type has another way to be written. */
export function mentionsReader(text: string): boolean {
  return marks.some((mark) => text.includes(mark));
}

/** How many arguments of a function are a path; 0 where no argument can be safe, undefined where it reads no file. */
export function pathsOfFunction(name: string): number | undefined {
  const plain = name.replace(/^core::/, '');
  if (plain.startsWith('provider::local::')) return 0;
  return Object.hasOwn(functions, plain) ? functions[plain] : undefined;
}

/** The attributes that are paths in a block of a type with these labels. */
export function pathAttributes(type: string, [label = '']: readonly string[]): readonly string[] {
  const known = type === 'data' ? `data.${label}` : label;
  return Object.hasOwn(attributes, known) ? (attributes[known] ?? []) : [];
}
