import type { Operations } from './description';

/** The name of an operation, as the description has it. */
export type OperationName = keyof Operations;
/** What an operation returns. */
export type ResponseOf<Name extends OperationName> = Operations[Name]['response'];
/** What an operation takes in its body. */
export type BodyOf<Name extends OperationName> = Operations[Name]['body'];

/** What the path of an operation holds; nothing where it holds none. */
export type ParamsIn<Name extends OperationName> = keyof Operations[Name]['params'] extends never
  ? object
  : { params: Operations[Name]['params'] };
/** The body of an operation; nothing where it takes none. */
export type BodyIn<Name extends OperationName> =
  BodyOf<Name> extends undefined ? object : { body: BodyOf<Name> };
