/** Resource types that cost nothing by themselves; anything neither here nor priced is named as unpriced. */
const free = new Set(
  `
  terraform_data null_resource local_file local_sensitive_file
  aws_vpc aws_default_vpc aws_vpc_dhcp_options aws_vpc_dhcp_options_association aws_vpc_ipv4_cidr_block_association
  aws_subnet aws_default_subnet aws_internet_gateway aws_internet_gateway_attachment aws_egress_only_internet_gateway
  aws_route aws_route_table aws_route_table_association aws_default_route_table aws_main_route_table_association
  aws_network_acl aws_network_acl_rule aws_network_acl_association aws_default_network_acl
  aws_security_group aws_default_security_group aws_security_group_rule
  aws_vpc_security_group_ingress_rule aws_vpc_security_group_egress_rule
  aws_vpc_endpoint_route_table_association aws_vpc_endpoint_subnet_association aws_vpc_endpoint_policy
  aws_vpc_endpoint_security_group_association aws_eip_association aws_network_interface
  aws_lb_listener aws_lb_listener_rule aws_lb_listener_certificate aws_lb_target_group aws_lb_target_group_attachment
  aws_acm_certificate aws_acm_certificate_validation
  aws_ecs_task_definition aws_ecs_cluster_capacity_providers aws_ecs_account_setting_default
  aws_appautoscaling_target aws_appautoscaling_scheduled_action
  aws_ecr_lifecycle_policy aws_ecr_repository_policy aws_ecr_registry_policy
  aws_db_subnet_group aws_db_parameter_group aws_db_option_group aws_db_event_subscription
  aws_secretsmanager_secret_version aws_secretsmanager_secret_policy aws_secretsmanager_secret_rotation
  aws_kms_alias aws_kms_key_policy aws_kms_grant
  aws_cloudwatch_log_stream aws_cloudwatch_log_resource_policy
  aws_cloudwatch_event_rule aws_cloudwatch_event_permission aws_cloudwatch_event_bus_policy
  aws_scheduler_schedule_group
  aws_sqs_queue_policy aws_sqs_queue_redrive_policy aws_sqs_queue_redrive_allow_policy
  aws_sns_topic_policy aws_sns_topic_subscription
  aws_s3_bucket_acl aws_s3_bucket_cors_configuration aws_s3_bucket_lifecycle_configuration aws_s3_bucket_logging
  aws_s3_bucket_notification aws_s3_bucket_object_lock_configuration aws_s3_bucket_ownership_controls
  aws_s3_bucket_policy aws_s3_bucket_public_access_block aws_s3_bucket_server_side_encryption_configuration
  aws_s3_bucket_versioning aws_s3_bucket_website_configuration
  aws_dynamodb_resource_policy aws_dynamodb_tag aws_ec2_tag aws_ecs_tag
  aws_lambda_permission aws_lambda_alias aws_lambda_event_source_mapping aws_lambda_layer_version_permission
  aws_apigatewayv2_authorizer aws_apigatewayv2_integration aws_apigatewayv2_route aws_apigatewayv2_stage
  aws_apigatewayv2_deployment aws_resourcegroups_group aws_launch_template aws_key_pair aws_placement_group
  aws_ssm_document aws_service_discovery_http_namespace
  aws_route53_record aws_eks_access_entry aws_eks_access_policy_association aws_eks_pod_identity_association
  `
    .trim()
    .split(/\s+/),
);

/** All of IAM is free, and so are the providers that only compute values on the machine that runs Terraform. */
const freePrefixes = ['aws_iam_', 'random_', 'time_', 'tls_', 'archive_', 'cloudinit_'];

export function isFree(type: string): boolean {
  return free.has(type) || freePrefixes.some((prefix) => type.startsWith(prefix));
}
