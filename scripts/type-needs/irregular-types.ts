/** What the names of a type do not say: the thing that its actions name, or the actions of single steps. */
export interface Irregular {
  thing?: string;
  create?: readonly string[];
  read?: readonly string[];
  destroy?: readonly string[];
  /** What its end takes besides the action that its name says. */
  alsoDestroy?: readonly string[];
}

const steps = (create: string, read: string, destroy: string): Irregular => ({
  create: [create],
  read: [read],
  destroy: [destroy],
});
const thing = (name: string): Irregular => ({ thing: name });
const endingAlso = (...actions: string[]): Irregular => ({ alsoDestroy: actions });
const location = (kind: string): Irregular =>
  steps(`CreateLocation${kind}`, `DescribeLocation${kind}`, 'DeleteLocation');
const association = steps(
  'AssociateResourceShare',
  'GetResourceShareAssociations',
  'DisassociateResourceShare',
);

/**
 * Types whose actions have other names than Terraform gives the type. Sources: the provider's Create, Read and Delete functions, and the
 * Service Authorization Reference, which must have each of these actions.
 */
export const irregularTypes: Readonly<Record<string, Irregular>> = {
  aws_acm_certificate: steps('RequestCertificate', 'DescribeCertificate', 'DeleteCertificate'),
  aws_alb: thing('loadbalancer'),
  aws_alb_listener_rule: thing('rule'),
  aws_alb_target_group_attachment: steps('RegisterTargets', 'DescribeTargetHealth', 'DeregisterTargets'),
  aws_ami: steps('RegisterImage', 'DescribeImages', 'DeregisterImage'),
  aws_apprunner_auto_scaling_configuration_version: thing('autoscalingconfiguration'),
  aws_auditmanager_framework: thing('assessmentframework'),
  aws_autoscaling_policy: steps('PutScalingPolicy', 'DescribePolicies', 'DeletePolicy'),
  aws_autoscaling_schedule: steps(
    'PutScheduledUpdateGroupAction',
    'DescribeScheduledActions',
    'DeleteScheduledAction',
  ),
  aws_backup_vault_policy: thing('backupvaultaccesspolicy'),
  aws_budgets_budget: steps('ModifyBudget', 'ViewBudget', 'ModifyBudget'),
  aws_ce_cost_category: thing('costcategorydefinition'),
  aws_chime_voice_connector_streaming: thing('voiceconnectorstreamingconfiguration'),
  aws_cloudhsm_v2_cluster: thing('cluster'),
  aws_cloudhsm_v2_hsm: steps('CreateHsm', 'DescribeClusters', 'DeleteHsm'),
  aws_cloudtrail: thing('trail'),
  aws_cloudwatch_composite_alarm: steps('PutCompositeAlarm', 'DescribeAlarms', 'DeleteAlarms'),
  aws_cloudwatch_contributor_insight_rule: steps(
    'PutInsightRule',
    'DescribeInsightRules',
    'DeleteInsightRules',
  ),
  aws_cloudwatch_event_connection: thing('connection'),
  aws_cloudwatch_metric_alarm: steps('PutMetricAlarm', 'DescribeAlarms', 'DeleteAlarms'),
  aws_cloudwatch_query_definition: thing('querydefinition'),
  aws_codebuild_webhook: steps('CreateWebhook', 'BatchGetProjects', 'DeleteWebhook'),
  aws_codedeploy_app: thing('application'),
  aws_codepipeline: thing('pipeline'),
  aws_codestarnotifications_notification_rule: endingAlso('DeleteTarget'),
  aws_cognito_user: steps('AdminCreateUser', 'AdminGetUser', 'AdminDeleteUser'),
  aws_cognito_user_group: thing('group'),
  aws_config_aggregate_authorization: thing('aggregationauthorization'),
  aws_datasync_location_azure_blob: location('AzureBlob'),
  aws_datasync_location_efs: location('Efs'),
  aws_datasync_location_fsx_lustre_file_system: location('FsxLustre'),
  aws_datasync_location_fsx_ontap_file_system: location('FsxOntap'),
  aws_datasync_location_fsx_openzfs_file_system: location('FsxOpenZfs'),
  aws_datasync_location_fsx_windows_file_system: location('FsxWindows'),
  aws_datasync_location_hdfs: location('Hdfs'),
  aws_datasync_location_nfs: location('Nfs'),
  aws_datasync_location_object_storage: location('ObjectStorage'),
  aws_datasync_location_s3: location('S3'),
  aws_datasync_location_smb: location('Smb'),
  aws_docdb_global_cluster: endingAlso('RemoveFromGlobalCluster'),
  aws_dx_gateway: thing('directconnectgateway'),
  aws_dx_gateway_association: thing('directconnectgatewayassociation'),
  aws_dynamodb_table_item: steps('PutItem', 'GetItem', 'DeleteItem'),
  aws_eip_association: steps('AssociateAddress', 'DescribeAddresses', 'DisassociateAddress'),
  aws_eks_cluster: steps('CreateCluster', 'DescribeCluster', 'DeleteCluster'),
  aws_elasticache_global_replication_group: endingAlso('DisassociateGlobalReplicationGroup'),
  aws_elb: thing('loadbalancer'),
  aws_elb_attachment: steps(
    'RegisterInstancesWithLoadBalancer',
    'DescribeLoadBalancers',
    'DeregisterInstancesFromLoadBalancer',
  ),
  aws_emr_cluster: steps('RunJobFlow', 'DescribeCluster', 'TerminateJobFlows'),
  aws_glue_catalog_database: thing('database'),
  aws_glue_catalog_table: thing('table'),
  aws_guardduty_member: {
    create: ['CreateMembers', 'InviteMembers'],
    read: ['GetMembers'],
    destroy: ['DisassociateMembers', 'DeleteMembers'],
  },
  aws_iam_group_policy_attachment: steps(
    'AttachGroupPolicy',
    'ListAttachedGroupPolicies',
    'DetachGroupPolicy',
  ),
  aws_iam_instance_profile: endingAlso('RemoveRoleFromInstanceProfile'),
  aws_iam_service_linked_role: steps('CreateServiceLinkedRole', 'GetRole', 'DeleteServiceLinkedRole'),
  aws_iam_user_login_profile: thing('loginprofile'),
  aws_iam_user_policy_attachment: steps('AttachUserPolicy', 'ListAttachedUserPolicies', 'DetachUserPolicy'),
  aws_iam_user_ssh_key: thing('sshpublickey'),
  aws_iam_virtual_mfa_device: endingAlso('DeactivateMFADevice'),
  aws_iot_policy: endingAlso('ListPolicyVersions', 'DeletePolicyVersion'),
  aws_iot_topic_rule: steps('CreateTopicRule', 'GetTopicRule', 'DeleteTopicRule'),
  aws_keyspaces_keyspace: steps('Create', 'Select', 'Drop'),
  aws_keyspaces_table: steps('Create', 'Select', 'Drop'),
  aws_kms_external_key: steps('CreateKey', 'DescribeKey', 'ScheduleKeyDeletion'),
  aws_kms_grant: steps('CreateGrant', 'ListGrants', 'RevokeGrant'),
  aws_kms_replica_key: steps('ReplicateKey', 'DescribeKey', 'ScheduleKeyDeletion'),
  aws_lakeformation_permissions: steps('GrantPermissions', 'ListPermissions', 'RevokePermissions'),
  aws_lambda_function_url: thing('functionurlconfig'),
  aws_lb_target_group_attachment: steps('RegisterTargets', 'DescribeTargetHealth', 'DeregisterTargets'),
  aws_lightsail_database: thing('relationaldatabase'),
  aws_lightsail_lb: thing('loadbalancer'),
  aws_neptune_global_cluster: endingAlso('RemoveFromGlobalCluster'),
  aws_paymentcryptography_key_alias: thing('alias'),
  aws_quicksight_data_set: endingAlso('DeleteDataSetRefreshProperties'),
  aws_ram_principal_association: association,
  aws_ram_resource_association: association,
  aws_rds_global_cluster: endingAlso('RemoveFromGlobalCluster'),
  aws_rolesanywhere_profile: steps('CreateProfile', 'GetProfile', 'DeleteProfile'),
  aws_rolesanywhere_trust_anchor: steps('CreateTrustAnchor', 'GetTrustAnchor', 'DeleteTrustAnchor'),
  aws_route53_delegation_set: thing('reusabledelegationset'),
  aws_route53_query_log: thing('queryloggingconfig'),
  aws_route53_zone: thing('hostedzone'),
  aws_sagemaker_endpoint_configuration: thing('endpointconfig'),
  aws_sagemaker_notebook_instance_lifecycle_configuration: thing('notebookinstancelifecycleconfig'),
  aws_schemas_registry_policy: thing('resourcepolicy'),
  aws_secretsmanager_secret_policy: thing('resourcepolicy'),
  aws_ses_domain_identity: steps(
    'VerifyDomainIdentity',
    'GetIdentityVerificationAttributes',
    'DeleteIdentity',
  ),
  aws_ses_email_identity: steps('VerifyEmailIdentity', 'GetIdentityVerificationAttributes', 'DeleteIdentity'),
  aws_ses_event_destination: thing('configurationseteventdestination'),
  aws_sfn_alias: thing('statemachinealias'),
  aws_sns_topic_subscription: steps('Subscribe', 'GetSubscriptionAttributes', 'Unsubscribe'),
  aws_spot_fleet_request: steps('RequestSpotFleet', 'DescribeSpotFleetRequests', 'CancelSpotFleetRequests'),
  aws_storagegateway_gateway: steps('ActivateGateway', 'DescribeGatewayInformation', 'DeleteGateway'),
  aws_transfer_ssh_key: steps('ImportSshPublicKey', 'DescribeUser', 'DeleteSshPublicKey'),
  aws_vpc_endpoint_service: thing('vpcendpointserviceconfiguration'),
  aws_vpc_ipam_pool_cidr: steps('ProvisionIpamPoolCidr', 'GetIpamPoolCidrs', 'DeprovisionIpamPoolCidr'),
  aws_vpc_ipam_pool_cidr_allocation: steps(
    'AllocateIpamPoolCidr',
    'GetIpamPoolAllocations',
    'ReleaseIpamPoolAllocation',
  ),
  aws_vpc_ipv4_cidr_block_association: steps(
    'AssociateVpcCidrBlock',
    'DescribeVpcs',
    'DisassociateVpcCidrBlock',
  ),
  aws_vpclattice_listener_rule: thing('rule'),
  aws_vpclattice_target_group_attachment: steps('RegisterTargets', 'ListTargets', 'DeregisterTargets'),
  aws_vpn_connection_route: steps(
    'CreateVpnConnectionRoute',
    'DescribeVpnConnections',
    'DeleteVpnConnectionRoute',
  ),
  aws_vpn_gateway: {
    create: ['CreateVpnGateway', 'AttachVpnGateway'],
    read: ['DescribeVpnGateways'],
    destroy: ['DeleteVpnGateway', 'DetachVpnGateway'],
  },
};
