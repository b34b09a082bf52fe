import type { Schema } from '../../domain/template/json-schema';

const texts =
  'abspath base64encode base64gzip base64sha256 base64sha512 basename bcrypt chomp cidrhost cidrnetmask cidrsubnet dirname file ' +
  'filebase64 filebase64sha256 filebase64sha512 filemd5 filesha1 filesha256 filesha512 format formatdate indent join jsonencode lower ' +
  'md5 pathexpand plantimestamp replace sha1 sha256 sha512 strrev substr templatefile textdecodebase64 textencodebase64 timeadd ' +
  'timestamp title tostring trim trimprefix trimspace trimsuffix upper urlencode uuid uuidv5 yamlencode base64decode';
const numbers = 'abs ceil floor index length log max min parseint pow signum sum timecmp tonumber';
const truths = 'alltrue anytrue can contains endswith fileexists issensitive startswith strcontains tobool';
const lists =
  'chunklist coalescelist compact concat distinct flatten matchkeys range regexall reverse setintersection setproduct ' +
  'setsubtract setunion slice tolist toset values';
const listsOfTexts = 'cidrsubnets fileset formatlist keys sort split compact';
const objects = 'merge tomap transpose zipmap';

const byName = new Map<string, Schema>([
  ...namesIn(texts, { type: 'string' }),
  ...namesIn(numbers, { type: 'number' }),
  ...namesIn(truths, { type: 'boolean' }),
  ...namesIn(lists, { type: 'array' }),
  ...namesIn(listsOfTexts, { type: 'array', items: { type: 'string' } }),
  ...namesIn(objects, { type: 'object' }),
]);

function namesIn(names: string, schema: Schema): [string, Schema][] {
  return names.split(' ').map((name) => [name, schema]);
}

/** What a function of Terraform returns whatever it is given; undefined of those where that decides. */
export function returnedBy(name: string): Schema | undefined {
  return byName.get(name.replace(/^core::/, ''));
}
