import { formatAddress } from '../../terraform/address';
import type { StateFile } from '../../terraform/state-file';

/** One object of a Terraform state. */
export interface HeldObject {
  address: string;
  type: string;
  attributes: Readonly<Record<string, unknown>>;
}

/** A service of ECS, as a rotation restarts it. */
export interface ReadingService {
  address: string;
  cluster: string;
  service: string;
}

/** The managed objects of a state. */
export function heldObjects({ resources }: Pick<StateFile, 'resources'>): HeldObject[] {
  return resources
    .filter(({ mode }) => mode === 'managed')
    .flatMap(({ module = null, type, name, instances }) =>
      instances
        .filter(({ deposed }) => deposed === undefined)
        .map(({ index_key: index = null, attributes }) => {
          const address = formatAddress({ module, type, name, index });
          return { address, type, attributes };
        }),
    );
}

/** The services among the objects whose containers are given a secret, or told its ARN. */
export function servicesReading(arn: string, held: readonly HeldObject[]): ReadingService[] {
  const reading = definitionsOf(held).filter(({ text }) => text.includes(arn));
  const names = new Set(reading.flatMap(({ names: its }) => its));
  return held.filter(isService).flatMap(({ address, attributes }) => {
    const cluster = filledText(attributes['cluster']);
    const service = filledText(attributes['name']);
    const definition = filledText(attributes['task_definition']);
    if (cluster === undefined || service === undefined || definition === undefined) return [];
    return names.has(definition) ? [{ address, cluster, service }] : [];
  });
}

/** The ARNs of secrets that the containers of a service name. */
export function secretsNamedBy({ attributes }: HeldObject, held: readonly HeldObject[]): string[] {
  const definition = filledText(attributes['task_definition']);
  const text = definitionsOf(held).find(({ names }) => names.includes(definition ?? ''))?.text ?? '';
  return [...new Set(text.match(/arn:[a-z-]+:secretsmanager:[^:"\\]+:\d+:secret:[\w/+=.@!-]+/g) ?? [])];
}

const isService = ({ type }: HeldObject) => type === 'aws_ecs_service';

/** A service names its task definition by ARN, or by family and revision. */
function definitionsOf(held: readonly HeldObject[]): { names: string[]; text: string }[] {
  return held
    .filter(({ type }) => type === 'aws_ecs_task_definition')
    .map(({ attributes: { arn, family, revision, container_definitions: containers } }) => ({
      names: [String(arn), `${String(family)}:${String(revision)}`],
      text: filledText(containers) ?? '',
    }));
}

/** A text that is one. */
export function filledText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A field of what may be an object. */
export function fieldIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
