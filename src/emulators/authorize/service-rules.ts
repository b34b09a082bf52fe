import type { Ask } from './ask';
import type { Call } from '../front/call';
import type { Input } from './input';
import type { KnownAction } from './known-actions';

/** How a service's calls and refusals look on the wire. */
export type Protocol = 'ec2' | 'query' | 'json' | 's3' | 'rest-json' | 'rest-xml';

/** A call as the API knows it: `CreateSubnet` with its parameters. */
export interface Operation {
  name: string;
  input: Input;
}

/** Something that a call is about: the type as the service authorization reference names it, and the ARN after the account. */
export interface NamedResource {
  type: string;
  part: string;
}

/** One more action that AWS asks for a call, besides that of its own name; `part` as in `NamedResource`, or a whole ARN, or `*`. */
export interface FurtherNeed {
  action: string;
  part: string;
  /** Tags that it gives. */
  tags?: Record<string, string>;
  /** Condition keys in lower case. */
  context?: Record<string, string[]>;
  /** Condition keys that IAM has for it and the reference lists for other resources of the action only. */
  keys?: string[];
  /** The service that asks KMS in the caller's name, as its address begins. */
  via?: string;
}

/**
 * What must be known of a service to say what IAM asks for its calls. Actions, their resource types and condition keys come
 * from the service authorization reference; here is only what that does not say.
 */
export interface ServiceRules {
  /** The prefix of the service's actions. */
  prefix: string;
  /** The names under which requests for it are signed. */
  signedAs: string[];
  protocol: Protocol;
  /** That of a call, where a service has two. */
  protocolFor?: (call: Call) => Protocol;
  /** Reads a call of a REST protocol; undefined for one that is not known here. */
  rest?: (call: Call) => Operation | undefined;
  /** Operations whose actions have another name, or none (`[]`). */
  actions?: (operation: Operation) => string[] | undefined;
  /** Calls that also name what IAM does not ask about, and the parameters that name what it does. */
  about?: Record<string, string[]>;
  /** Its calls carry what anybody wrote, so that an ARN among it names nothing. */
  carriesData?: boolean;
  /** What a call names otherwise than by an ARN of this service. */
  named: (operation: Operation) => NamedResource[];
  /** What a call makes that has no name yet; `part` ends with `*`. */
  makes?: (operation: Operation, known: KnownAction) => NamedResource[];
  /** The beginning of an ARN up to its resource; by default with region and account. */
  arn?: (place: { region: string; account: string }, part: string) => string;
  /** The tags that a call gives to resources of a type. */
  tags?: (operation: Operation, type: string) => Record<string, string>;
  /** Condition keys of this service, in lower case, whose values a call says; those not listed here are not known. */
  context?: Record<string, (operation: Operation) => string[]>;
  /** To which service a role that a call names is handed. */
  passedTo?: (operation: Operation) => string;
  /** What else AWS asks, in the caller's name. */
  further?: (operation: Operation) => FurtherNeed[];
  /** Adds to a call what it names only through something else, such as an association. */
  completed?: (operation: Operation, ask: Ask) => Promise<Operation>;
  /** The tags of a resource that exists, by its ARN. */
  tagsOf?: (arn: string, ask: Ask) => Promise<Record<string, string>>;
  /** Condition keys, in lower case, whose values the resource says and not the call. */
  lookedUp?: Record<string, (arn: string, ask: Ask) => Promise<string[]>>;
}
