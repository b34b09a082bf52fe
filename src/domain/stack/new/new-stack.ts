import type { Inputs } from '../../template/template';

/** What a new stack is to say, before it is a file; inputs are by component, a reference as `{ ref: … }`. */
export interface NewStack {
  name: string;
  heads: NewHeads;
  /** The template of each component, with its range. */
  components: ReadonlyMap<string, string>;
  inputs: ReadonlyMap<string, Inputs>;
}

/** What it says of itself; what is absent is left to its layers. */
export interface NewHeads {
  import?: readonly string[] | undefined;
  preset?: string | undefined;
  account?: string | undefined;
  region?: string | undefined;
  environment?: string | undefined;
  target?: string | undefined;
  lease?: string | undefined;
}

/** The same with another value for an input of a component. */
export function withInput(
  stack: NewStack,
  { component, input, value }: { component: string; input: string; value: Inputs[string] },
): NewStack {
  const own = { ...stack.inputs.get(component), [input]: value };
  return { ...stack, inputs: new Map([...stack.inputs, [component, own]]) };
}

/** As its file is written; a component of a layer appears only with the inputs that it is given. */
export function contentOf({ name, heads, components, inputs }: NewStack): Record<string, unknown> {
  const { import: layers, ...rest } = heads;
  const said = Object.entries(rest).filter(([, value]) => value !== undefined);
  const names = [...new Set([...components.keys(), ...inputs.keys()])];
  const own = names.map((component) => [
    component,
    componentOf(components.get(component), inputs.get(component)),
  ]);
  return {
    stack: name,
    ...(layers && layers.length > 0 && { import: layers }),
    ...Object.fromEntries(said),
    ...(own.length > 0 && { components: Object.fromEntries(own) as object }),
  };
}

function componentOf(template: string | undefined, inputs: Inputs = {}): Record<string, unknown> {
  return { ...(template !== undefined && { template }), ...(Object.keys(inputs).length > 0 && { inputs }) };
}
