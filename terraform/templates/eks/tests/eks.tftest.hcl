mock_provider "aws" {
  source = "../../mocks"

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012", arn = "arn:aws:sts::123456789012:assumed-role/leasehold-provisioner/run-1" }
  }
}

variables {
  leasehold   = { name = "shop", id = "01JD6Z0000000000000000000A", tags = { "idp:managed" = "true", "idp:env" = "shop" } }
  vpc_id      = "vpc-0123456789abcdef0"
  subnet_ids  = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  node_groups = { general = {} }
}

run "is_private_encrypted_and_logged_and_entered_by_entries_alone" {
  command = apply

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_private_access && !aws_eks_cluster.this.vpc_config[0].endpoint_public_access
    error_message = "Without a range there must be no public endpoint."
  }

  assert {
    condition     = aws_eks_cluster.this.encryption_config[0].provider[0].key_arn == aws_kms_key.this[0].arn && aws_kms_key.this[0].enable_key_rotation && aws_kms_key.this[0].deletion_window_in_days == 7
    error_message = "Secrets must be encrypted by a key that is rotated."
  }

  assert {
    condition     = length(aws_eks_cluster.this.enabled_cluster_log_types) == 5 && aws_cloudwatch_log_group.control_plane.name == "/aws/eks/${aws_eks_cluster.this.name}/cluster" && aws_cloudwatch_log_group.control_plane.kms_key_id == aws_kms_key.this[0].arn
    error_message = "All five logs must be kept in a group of its own."
  }

  assert {
    condition     = aws_eks_cluster.this.access_config[0].authentication_mode == "API" && !aws_eks_cluster.this.access_config[0].bootstrap_cluster_creator_admin_permissions
    error_message = "Entries must be the only way in."
  }

  assert {
    condition     = aws_eks_access_entry.run.principal_arn == "arn:aws:iam::123456789012:role/leasehold-provisioner" && endswith(aws_eks_access_policy_association.run.policy_arn, "/AmazonEKSClusterAdminPolicy")
    error_message = "The run must be able to empty the cluster before its destroy."
  }

  assert {
    condition     = aws_eks_cluster.this.upgrade_policy[0].support_type == "STANDARD" && length(aws_vpc_security_group_ingress_rule.endpoint) == 0 && length(aws_eks_fargate_profile.this) == 0
    error_message = "Nothing that costs more, and nothing open, without a word."
  }
}

run "has_the_addons_that_make_a_cluster_whole_with_the_tags_of_the_life" {
  command = apply

  variables {
    addons              = ["aws-ebs-csi-driver", "aws-efs-csi-driver", "metrics-server", "snapshot-controller"]
    addon_versions      = { coredns = "v1.12.1-eksbuild.2" }
    addon_configuration = { vpc-cni = "{\"enableNetworkPolicy\": \"false\", \"env\": {\"WARM_IP_TARGET\": \"2\"}}", metrics-server = "{\"replicas\": 3}" }
  }

  assert {
    condition     = setunion(keys(aws_eks_addon.before_nodes), keys(aws_eks_addon.on_nodes)) == toset(["aws-ebs-csi-driver", "aws-efs-csi-driver", "coredns", "eks-pod-identity-agent", "kube-proxy", "metrics-server", "snapshot-controller", "vpc-cni"])
    error_message = "Each add-on must be there."
  }

  assert {
    condition = alltrue([
      jsondecode(aws_eks_addon.before_nodes["vpc-cni"].configuration_values).enableNetworkPolicy == "true",
      jsondecode(aws_eks_addon.before_nodes["vpc-cni"].configuration_values).env.WARM_IP_TARGET == "2",
      jsondecode(jsondecode(aws_eks_addon.before_nodes["vpc-cni"].configuration_values).env.ADDITIONAL_ENI_TAGS)["idp:managed"] == "true",
    ])
    error_message = "Network policies must be enforced whatever is configured, and interfaces must have the tags."
  }

  assert {
    condition = alltrue([
      jsondecode(aws_eks_addon.on_nodes["aws-ebs-csi-driver"].configuration_values).controller.extraVolumeTags["idp:env"] == "shop",
      jsondecode(aws_eks_addon.on_nodes["aws-ebs-csi-driver"].configuration_values).controller.k8sTagClusterId == aws_eks_cluster.this.name,
      jsondecode(aws_eks_addon.on_nodes["aws-efs-csi-driver"].configuration_values).controller.tags["idp\\:env"] == "shop",
      output.controller_tags == tomap({ "idp:managed" = "true", "idp:env" = "shop" }),
    ])
    error_message = "What drivers make must have the tags of the life."
  }

  assert {
    condition     = aws_eks_addon.on_nodes["coredns"].addon_version == "v1.12.1-eksbuild.2" && jsondecode(aws_eks_addon.on_nodes["metrics-server"].configuration_values).replicas == 3
    error_message = "An add-on must have the version and configuration that it is given."
  }

  assert {
    condition     = { for name, one in aws_eks_pod_identity_association.driver : name => one.service_account } == { aws-ebs-csi-driver = "ebs-csi-controller-sa", aws-efs-csi-driver = "efs-csi-controller-sa" }
    error_message = "Drivers must have their roles by Pod Identity."
  }

  assert {
    condition     = jsondecode(aws_iam_role.network.assume_role_policy).Statement[0].Condition.StringEquals["oidc.eks.us-east-1.amazonaws.com/id/MOCKED:sub"] == "system:serviceaccount:kube-system:aws-node"
    error_message = "The network plugin must have its role by its service account alone."
  }
}

run "gives_no_right_to_all_things_but_to_look" {
  command = apply

  variables {
    addons           = ["aws-ebs-csi-driver", "aws-efs-csi-driver"]
    fargate_profiles = { jobs = { selectors = [{ namespace = "jobs" }] } }
  }

  assert {
    condition = alltrue([
      for statement in flatten([
        for policy in concat(values(aws_iam_role_policy.driver), [aws_iam_role_policy.cluster, aws_iam_role_policy.network], aws_iam_role_policy.node, aws_iam_role_policy.fargate) : jsondecode(policy.policy).Statement
        ]) : alltrue([
        for action in flatten([statement.Action]) : can(regex("^(ec2:Describe[A-Za-z]+|elasticfilesystem:Describe[A-Za-z]+|ecr:GetAuthorizationToken)$", action))
      ]) if contains(flatten([statement.Resource]), "*")
    ])
    error_message = "Only what IAM has no resource for may be granted of everything."
  }

  assert {
    condition = alltrue([
      for statement in flatten([for policy in concat(values(aws_iam_role_policy.driver), [aws_iam_role_policy.network]) : jsondecode(policy.policy).Statement]) :
      statement.Sid == "Look" || can(statement.Condition)
    ])
    error_message = "What belongs to others must be beyond an add-on's reach."
  }

  assert {
    condition     = jsondecode(aws_iam_role.fargate[0].assume_role_policy).Statement[0].Condition.ArnLike["aws:SourceArn"] == "arn:aws:eks:us-east-1:123456789012:fargateprofile/${aws_eks_cluster.this.name}/*"
    error_message = "Fargate must take the role for this cluster only."
  }
}

run "makes_nodes_whose_disks_are_encrypted_and_whose_role_no_pod_reaches" {
  command = apply

  variables {
    node_groups = {
      general = { min_size = 2, desired_size = 2, max_size = 6, labels = { tier = "general" } }
      batch   = { capacity_type = "SPOT", instance_types = ["m6i.large", "m6a.large"], min_size = 0, desired_size = 0, taints = { batch = { value = "true" } } }
    }
  }

  assert {
    condition     = alltrue([for one in aws_launch_template.node : one.metadata_options[0].http_tokens == "required" && one.metadata_options[0].http_put_response_hop_limit == 1 && tobool(one.block_device_mappings[0].ebs[0].encrypted)])
    error_message = "Nodes must ask for a token, one hop away, and have encrypted disks."
  }

  assert {
    condition     = alltrue([for one in aws_launch_template.node["batch"].tag_specifications : one.tags["idp:managed"] == "true" && one.tags["cluster.k8s.amazonaws.com/name"] == aws_eks_cluster.this.name])
    error_message = "What is made for a node must have the tags of the life."
  }

  assert {
    condition     = aws_eks_node_group.this["batch"].capacity_type == "SPOT" && one(aws_eks_node_group.this["batch"].taint).effect == "NO_SCHEDULE" && aws_eks_node_group.this["general"].scaling_config[0].max_size == 6
    error_message = "Each group must be made as it is said."
  }
}

run "lets_in_whom_it_is_told_to_as_far_as_it_is_told_to" {
  command = apply

  variables {
    private_access_cidrs = ["10.9.0.0/16"]
    public_access_cidrs  = ["203.0.113.0/24"]
    kms_key_arn          = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    access_entries = {
      team   = { principal_arn = "arn:aws:iam::123456789012:role/team", policies = { AmazonEKSEditPolicy = ["shop"], AmazonEKSViewPolicy = [] } }
      oncall = { principal_arn = "arn:aws:iam::123456789012:role/oncall", kubernetes_groups = ["oncall"] }
    }
  }

  assert {
    condition     = aws_eks_access_policy_association.this["team/AmazonEKSEditPolicy"].access_scope[0].type == "namespace" && aws_eks_access_policy_association.this["team/AmazonEKSViewPolicy"].access_scope[0].type == "cluster"
    error_message = "A policy must hold for its namespaces, and for all where none is named."
  }

  assert {
    condition     = aws_eks_access_entry.this["oncall"].kubernetes_groups == toset(["oncall"]) && keys(aws_vpc_security_group_ingress_rule.endpoint) == ["10.9.0.0/16"]
    error_message = "Groups and ranges must be those that are named."
  }

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].public_access_cidrs == toset(["203.0.113.0/24"]) && aws_eks_cluster.this.vpc_config[0].endpoint_private_access
    error_message = "The public endpoint must be for the named ranges, beside the private one."
  }

  assert {
    condition     = length(aws_kms_key.this) == 0 && output.kms_key_arn == var.kms_key_arn
    error_message = "A key that is given must be used, and no other made."
  }
}

run "runs_on_fargate_alone" {
  command = apply

  variables {
    node_groups      = {}
    fargate_profiles = { system = { selectors = [{ namespace = "kube-system" }, { namespace = "shop", labels = { serverless = "true" } }] } }
    addons           = ["metrics-server"]
  }

  assert {
    condition     = jsondecode(aws_eks_addon.on_nodes["coredns"].configuration_values).computeType == "Fargate" && !contains(keys(aws_eks_addon.before_nodes), "eks-pod-identity-agent")
    error_message = "CoreDNS must run on Fargate, and an agent for nodes must not be there."
  }

  assert {
    condition     = keys(output.node_role_arns) == ["fargate"] && length(aws_eks_fargate_profile.this["system"].selector) == 2
    error_message = "There must be no role for nodes that are not there."
  }
}

run "keeps_a_key_that_may_still_be_needed_where_there_is_no_end" {
  command = apply

  variables {
    leasehold = { name = "shop", id = "01JD6Z0000000000000000000A", tags = {}, permanent = true }
  }

  assert {
    condition     = aws_kms_key.this[0].deletion_window_in_days == 30
    error_message = "A month must be left to think better of it."
  }
}

run "refuses_to_let_the_whole_world_in_without_its_name" {
  command = plan

  variables {
    public_access_cidrs = ["0.0.0.0/0"]
  }

  expect_failures = [var.public_access_cidrs]
}

run "lets_the_whole_world_in_where_it_is_named" {
  command = plan

  variables {
    public_access_cidrs = ["0.0.0.0/0"]
    open_to_world       = true
  }

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_public_access
    error_message = "Who says so must have it."
  }
}

run "refuses_volumes_where_no_node_mounts_them" {
  command = plan

  variables {
    node_groups      = {}
    fargate_profiles = { system = { selectors = [{ namespace = "kube-system" }] } }
  }

  expect_failures = [var.addons]
}

run "refuses_a_cluster_without_a_place_for_coredns" {
  command = plan

  variables {
    node_groups      = {}
    fargate_profiles = { shop = { selectors = [{ namespace = "shop" }] } }
    addons           = []
  }

  expect_failures = [var.fargate_profiles]
}

run "refuses_a_group_that_begins_beyond_its_bounds" {
  command = plan

  variables {
    node_groups = { general = { desired_size = 9 } }
  }

  expect_failures = [var.node_groups]
}

run "refuses_two_entries_of_one_role" {
  command = plan

  variables {
    access_entries = {
      one   = { principal_arn = "arn:aws:iam::123456789012:role/team" }
      other = { principal_arn = "arn:aws:iam::123456789012:role/team" }
    }
  }

  expect_failures = [var.access_entries]
}

run "refuses_configuration_that_is_no_object" {
  command = plan

  variables {
    addon_configuration = { coredns = "replicas" }
  }

  expect_failures = [var.addon_configuration]
}
