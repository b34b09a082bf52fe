/** A function that makes its value at the first call and gives the same one ever after: once per cold start. */
export function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
