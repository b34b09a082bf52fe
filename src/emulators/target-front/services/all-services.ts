import type { Correction } from '../correction';
import type { Kept } from '../kept/document';
import { apiGateway } from './api-gateway';
import { autoscalingGroup } from './autoscaling-group';
import { autoscalingPolicy } from './autoscaling-policy';
import { backup } from './backup';
import { bucketLock } from './bucket-lock';
import { bucketReplication } from './bucket-replication';
import { certificateKey } from './certificate-key';
import { databaseMonitoring } from './database-monitoring';
import { databaseSettings } from './database-settings';
import { distribution } from './distribution';
import { eventSourceMapping } from './event-source-mapping';
import { fileSystem } from './file-system';
import { hostedZone } from './hosted-zone';
import { instanceRefresh } from './instance-refresh';
import { keyRotation } from './key-rotation';
import { lambdaSettings } from './lambda-settings';
import { launchTemplate } from './launch-template';
import { stateMachine } from './state-machine';
import { threatDetector } from './threat-detector';
import { userPool } from './user-pool';

/** The corrections of services of which moto forgets little; `mapOf` makes what lasts as long as the emulator. */
export function servicesWith(mapOf: (what: string) => Kept): Correction[] {
  return [
    apiGateway,
    autoscalingGroup(mapOf('warm-groups')),
    autoscalingPolicy(mapOf('scaling-policies')),
    backup(mapOf('backup-selections'), mapOf('backup-plans')),
    bucketLock(mapOf('object-locks')),
    bucketReplication(mapOf('replications')),
    certificateKey(mapOf('certificate-keys')),
    databaseMonitoring(mapOf('measured-databases')),
    databaseSettings(mapOf('reset-parameters')),
    distribution(mapOf('distributions')),
    eventSourceMapping(mapOf('event-sources')),
    fileSystem(mapOf('file-systems')),
    hostedZone,
    instanceRefresh(mapOf('instance-refreshes')),
    keyRotation(mapOf('key-rotations')),
    launchTemplate,
    lambdaSettings({ settings: mapOf('functions'), concurrency: mapOf('concurrency') }),
    stateMachine,
    threatDetector(mapOf('detector-features'), mapOf('finding-destinations')),
    userPool(mapOf('resource-servers')),
  ];
}
