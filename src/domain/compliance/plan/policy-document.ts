import { blocksAt, isKnown, isNothing, type PlannedNode, textAt, partAt } from './node';
import { sourcesIn } from './join';
import type { PlannedEstate, PlannedObject } from './planned-estate';

/** A statement of an IAM policy as far as it is known; a list with something unknown in it says so. */
export interface Statement {
  isAllow: boolean;
  actions: Texts;
  /** Whether it is about all but these actions. */
  isInverted: boolean;
  resources: Texts;
  /** Kinds with names, such as `AWS:*`; `*` for everyone. */
  principals: Texts;
  conditions: Condition[];
}

/** Texts of a list, and whether there are others that nobody knows yet. */
export interface Texts {
  known: string[];
  more: boolean;
}

export interface Condition {
  test: string;
  variable: string;
  values: string[];
}

/** The statements of a policy, and whether these are all of them. */
export interface PolicyDocument {
  statements: Statement[];
  whole: boolean;
}

/** The policy in an attribute: its text, or the document that the template makes it of; undefined where neither can be read. */
export function policyDocumentIn(
  estate: PlannedEstate,
  object: PlannedObject,
  attribute = 'policy',
): PolicyDocument | undefined {
  const text = textAt(object, attribute);
  if (text !== undefined) return parsePolicy(text);
  const sources = sourcesIn(estate, object, attribute);
  const documents = sources.filter(isDocument);
  const [only] = documents;
  return only && documents.length === sources.length
    ? joined(documents.map((one) => readDocument(estate, one)))
    : undefined;
}

/** Several documents that an expression may choose from are not known to be all in force. */
function joined(documents: readonly PolicyDocument[]): PolicyDocument {
  return {
    statements: documents.flatMap(({ statements }) => statements),
    whole: documents.length === 1 && documents.every(({ whole }) => whole),
  };
}

/** A policy as IAM writes it; undefined where the text is none. */
export function parsePolicy(text: string): PolicyDocument | undefined {
  const document = parseObject(text);
  if (document === undefined) return undefined;
  const statements = [document['Statement'] ?? []].flat().map(recordOf).map(statementOf);
  return { statements, whole: true };
}

function statementOf(json: Record<string, unknown>): Statement {
  const isInverted = 'NotAction' in json;
  return {
    isAllow: json['Effect'] === 'Allow',
    actions: textsOf(isInverted ? json['NotAction'] : json['Action']),
    isInverted,
    resources: 'NotResource' in json ? { known: ['*'], more: false } : textsOf(json['Resource']),
    principals: { known: principalsOf(json), more: false },
    conditions: Object.entries(recordOf(json['Condition'])).flatMap(([test, variables]) =>
      Object.entries(recordOf(variables)).map(([variable, values]) => ({
        test,
        variable,
        values: textsOf(values).known,
      })),
    ),
  };
}

/** All but some is nearly everyone. */
function principalsOf(json: Record<string, unknown>): string[] {
  if ('NotPrincipal' in json) return ['*'];
  const principal = json['Principal'];
  if (typeof principal === 'string') return [principal];
  return Object.entries(recordOf(principal)).flatMap(([kind, names]) =>
    textsOf(names).known.map((name) => `${kind}:${name}`),
  );
}

function isDocument({ mode, type }: PlannedObject): boolean {
  return mode === 'data' && type === 'aws_iam_policy_document';
}

/** A document that is read during the apply: what of it does not depend on what is made is known. */
function readDocument(
  estate: PlannedEstate,
  document: PlannedObject,
  within: readonly PlannedObject[] = [],
): PolicyDocument {
  const own = blocksAt(document, 'statement');
  const others = ['source_policy_documents', 'override_policy_documents'].map((name) =>
    documentsIn(estate, document, { attribute: name, within }),
  );
  return {
    statements: [...(own ?? []).map(statementOfBlock), ...others.flatMap(({ statements }) => statements)],
    whole: own !== undefined && others.every(({ whole }) => whole),
  };
}

/** Documents that another one takes in: as texts, or as documents that are read during the apply themselves. */
function documentsIn(
  estate: PlannedEstate,
  document: PlannedObject,
  { attribute, within }: { attribute: string; within: readonly PlannedObject[] },
): PolicyDocument {
  const list = partAt(document, attribute);
  if (isKnown(list) && isNothing(list.value)) return { statements: [], whole: true };
  const items = blocksAt(document, attribute);
  const texts = (items ?? [])
    .filter(isKnown)
    .flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  const unknown = items === undefined ? 1 : items.filter((one) => !isKnown(one)).length;
  const referred = unknown === 0 ? [] : sourcesIn(estate, document, attribute).filter(isDocument);
  const path = [...within, document];
  const read = referred.filter((one) => !path.includes(one)).map((one) => readDocument(estate, one, path));
  const parsed = texts.map(parsePolicy);
  return {
    statements: [
      ...parsed.flatMap((one) => one?.statements ?? []),
      ...read.flatMap(({ statements }) => statements),
    ],
    whole:
      read.length >= unknown && read.every(({ whole }) => whole) && parsed.every((one) => one !== undefined),
  };
}

function statementOfBlock(block: PlannedNode): Statement {
  const inverted = listAt(block, 'not_actions');
  const isInverted = inverted.known.length > 0;
  const notResources = listAt(block, 'not_resources').known.length > 0;
  return {
    isAllow: (textAt(block, 'effect') ?? 'Allow') === 'Allow',
    actions: isInverted ? inverted : listAt(block, 'actions'),
    isInverted,
    resources: notResources ? { known: ['*'], more: false } : resourcesAt(block),
    principals: principalsOfBlock(block),
    conditions: (blocksAt(block, 'condition') ?? []).map((one) => ({
      test: textAt(one, 'test') ?? '',
      variable: textAt(one, 'variable') ?? '',
      values: listAt(one, 'values').known,
    })),
  };
}

function principalsOfBlock(block: PlannedNode): Texts {
  if ((blocksAt(block, 'not_principals') ?? []).length > 0) return { known: ['*'], more: false };
  const blocks = blocksAt(block, 'principals');
  const each = (blocks ?? []).map((one) => ({
    kind: textAt(one, 'type'),
    names: listAt(one, 'identifiers'),
  }));
  return {
    known: each.flatMap(({ kind = '', names }) =>
      names.known.map((name) => (kind === '*' ? name : `${kind}:${name}`)),
    ),
    more: blocks === undefined || each.some(({ names }) => names.more),
  };
}

function listAt(node: PlannedNode, name: string): Texts {
  const found = partAt(node, name);
  if (found.unknown === true) return { known: [], more: true };
  return { known: textsOf(found.value).known, more: !isKnown(found) };
}

/** A name that is made of what is made cannot be that of everything. */
function resourcesAt(block: PlannedNode): Texts {
  const { known } = listAt(block, 'resources');
  return { known, more: partAt(block, 'resources').unknown === true };
}

function textsOf(value: unknown): Texts {
  const known = [value].flat().filter((one) => typeof one === 'string');
  return { known, more: false };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
