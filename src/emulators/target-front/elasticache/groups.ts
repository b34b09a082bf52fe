import type { Answer } from '../../front/call';
import { below, type Document, documentIn, keyOf } from '../kept/document';
import { type CacheKind, stepsOf, withOne } from './kinds';
import { arnOf, type CacheCall, type CacheStep, keyIn, listIn, settingOf } from './memory';
import type { Members } from '../kept/query-answer';
import { faultOf, resultOf } from './xml';

/** Whether a cluster or a replication group uses a group by this parameter. */
function isUsed(call: CacheCall, parameter: string, id: string): boolean {
  const { clusters, replicationGroups } = call.memory;
  const all = [clusters, replicationGroups].flatMap((kept) => below(kept, keyOf(call.region)));
  return all.some((one) => one[parameter] === id);
}

const subnetGroup: CacheKind = {
  name: 'CacheSubnetGroup',
  id: 'CacheSubnetGroupName',
  memory: 'subnetGroups',
  missing: 'CacheSubnetGroupNotFoundFault',
  exists: 'CacheSubnetGroupAlreadyExists',
  describe: (call, settings) => {
    const name = settingOf(settings, 'CacheSubnetGroupName', '').toLowerCase();
    const subnets = listIn(settings, 'SubnetIds').map((SubnetIdentifier) => ({ SubnetIdentifier }));
    return {
      CacheSubnetGroupName: name,
      CacheSubnetGroupDescription: settingOf(settings, 'CacheSubnetGroupDescription', ''),
      VpcId: settingOf(settings, 'vpc', ''),
      Subnets: ['Subnet', subnets] as const,
      ARN: arnOf(call, 'subnetgroup', name),
    };
  },
  refusedNew: async (call) => {
    const ids = listIn(Object.fromEntries(call.form), 'SubnetIds');
    const named = ids.map((id, at): [string, string] => [`SubnetId.${at + 1}`, id]);
    const form = { Action: 'DescribeSubnets', Version: '2016-11-15', ...Object.fromEntries(named) };
    const [, vpc] = /<vpcId>(.*?)<\/vpcId>/.exec(await call.ask('ec2', { form })) ?? [];
    if (vpc === undefined)
      return faultOf('InvalidSubnet', `Some of the subnets do not exist: ${ids.join(', ')}`);
    call.form.set('vpc', vpc);
    return undefined;
  },
  inUse: (call, id) =>
    isUsed(call, 'CacheSubnetGroupName', id)
      ? faultOf('CacheSubnetGroupInUse', `Cache subnet group ${id} is currently in use by a cache cluster.`)
      : undefined,
};

const parameterGroup: CacheKind = {
  name: 'CacheParameterGroup',
  id: 'CacheParameterGroupName',
  memory: 'parameterGroups',
  missing: 'CacheParameterGroupNotFound',
  exists: 'CacheParameterGroupAlreadyExists',
  describe: (call, settings) => {
    const name = settingOf(settings, 'CacheParameterGroupName', '');
    return {
      CacheParameterGroupName: name,
      CacheParameterGroupFamily: settingOf(settings, 'CacheParameterGroupFamily', ''),
      Description: settingOf(settings, 'Description', ''),
      IsGlobal: false,
      ARN: arnOf(call, 'parametergroup', name),
    };
  },
  inUse: (call, id) =>
    isUsed(call, 'CacheParameterGroupName', id)
      ? faultOf(
          'InvalidCacheParameterGroupState',
          `Cache parameter group ${id} is in use by a cache cluster.`,
        )
      : undefined,
};

/** Subnet groups and parameter groups, of which moto deletes the ones and does not know the others. */
export const groupSteps: Record<string, CacheStep> = {
  ...stepsOf(subnetGroup),
  ...stepsOf(parameterGroup),
  ModifyCacheParameterGroup: (call) => withOne(call, parameterGroup, (found) => set(call, found)),
  ResetCacheParameterGroup: (call) => withOne(call, parameterGroup, (found) => reset(call, found)),
  DescribeCacheParameters: (call) =>
    withOne(call, parameterGroup, (found) =>
      resultOf(call.action, parametersOf(found, call.form.get('Source'))),
    ),
};

function pairsIn(form: URLSearchParams): [name: string, value: string][] {
  const names = [...form].filter(([name]) => name.endsWith('.ParameterName'));
  return names.map(([at, name]) => [name, form.get(at.replace(/Name$/, 'Value')) ?? '']);
}

function set(call: CacheCall, found: Document): Answer {
  return write(call, found, {
    ...documentIn(found['parameters']),
    ...Object.fromEntries(pairsIn(call.form)),
  });
}

function reset(call: CacheCall, found: Document): Answer {
  const names = pairsIn(call.form).map(([name]) => name);
  const isAll = call.form.get('ResetAllParameters') === 'true';
  const left = Object.entries(documentIn(found['parameters'])).filter(
    ([name]) => !isAll && !names.includes(name),
  );
  return write(call, found, Object.fromEntries(left));
}

function write(call: CacheCall, found: Document, parameters: Document): Answer {
  const name = call.form.get('CacheParameterGroupName') ?? '';
  call.memory.parameterGroups.set(keyIn(call, name), { ...found, parameters });
  return resultOf(call.action, { CacheParameterGroupName: name });
}

/** Only those that somebody set: the emulator has no list of the engines' own. */
function parametersOf(found: Document, source: string | null): Members {
  const set = source === null || source === 'user' ? Object.entries(documentIn(found['parameters'])) : [];
  const all = set.map(([ParameterName, value]) => ({
    ParameterName,
    ParameterValue: String(value),
    Source: 'user',
    IsModifiable: true,
  }));
  return { Parameters: ['Parameter', all] as const };
}
