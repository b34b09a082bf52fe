mock_provider "aws" {
  source = "../../mocks"
}

variables {
  runner_role_arn = "arn:aws:iam::111122223333:role/leasehold-dev-runner"
  external_id     = "b7a3a2c4-0f53-4c8e-9a86-5f2f0f6f2f11"
  regions         = ["eu-central-1"]
}

run "trusts_the_runner_with_the_external_id_and_nobody_else" {
  command = apply

  assert {
    condition = jsondecode(aws_iam_role.this.assume_role_policy).Statement == [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "arn:aws:iam::111122223333:root" }
      Condition = {
        StringEquals = { "sts:ExternalId" = var.external_id }
        ArnEquals    = { "aws:PrincipalArn" = var.runner_role_arn }
      }
    }]
    error_message = "Only the runner's role may assume this one, and only with the external id."
  }

  assert {
    condition     = aws_iam_role.this.permissions_boundary == aws_iam_policy.boundary["provisioner-boundary"].arn
    error_message = "The role itself must be bounded."
  }
}

run "makes_roles_only_with_the_boundary_and_under_the_prefix" {
  command = apply

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.permissions["identity"].policy).Statement :
      endswith(statement.Condition.StringEquals["iam:PermissionsBoundary"], ":policy/leasehold-provisioner-environment-boundary")
      if contains(flatten([statement.Action]), "iam:CreateRole")
    ])
    error_message = "A role must not be made without the boundary of environments."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.permissions["identity"].policy).Statement :
      strcontains(statement.Resource, ":role/idp-") || contains(["iam:CreateServiceLinkedRole", "iam:SimulatePrincipalPolicy"], flatten([statement.Action])[0])
    ])
    error_message = "No identity but those of environments may be touched."
  }

  assert {
    condition     = !strcontains(jsonencode([for policy in aws_iam_policy.permissions : policy.policy]), ":*\"],\"Effect") && !strcontains(jsonencode([for policy in aws_iam_policy.permissions : policy.policy]), "\"Action\":\"*\"")
    error_message = "No policy may grant a whole service."
  }
}

run "is_bounded_to_the_identities_of_environments_and_cannot_change_itself" {
  command = apply

  assert {
    condition = [
      for statement in jsondecode(aws_iam_policy.boundary["provisioner-boundary"].policy).Statement : statement.Resource
      if statement.Effect == "Allow" && anytrue([for action in flatten([try(statement.Action, [])]) : startswith(action, "iam:") || action == "*"])
    ] == [["arn:aws:iam::123456789012:role/idp-*", "arn:aws:iam::123456789012:role/aws-service-role/*", "arn:aws:iam::123456789012:role/leasehold-provisioner"]]
    error_message = "The boundary must allow nothing of IAM but on the environments' own roles."
  }

  assert {
    condition = one([
      for statement in jsondecode(aws_iam_policy.boundary["provisioner-boundary"].policy).Statement : statement.NotAction if statement.Sid == "NoChangeOfItself"
    ]) == ["iam:SimulatePrincipalPolicy"]
    error_message = "The role must not change itself."
  }
}

# The longest that the inputs may be, and more zones and regions than an account has use for.
run "fits_each_policy_into_what_iam_allows" {
  command = apply

  variables {
    name        = "leasehold-provisioner-of-the-longest-name-x"
    name_prefix = "idp-of-the-team-"
    zone_ids    = [for i in range(40) : format("Z%020d", i)]
    regions     = [for i in range(1, 10) : "ap-southeast-${i}"]
    foundation  = { name_prefix = "shopstack-production-europe", permissions_boundary_arn = "arn:aws:iam::123456789012:policy/shopstack-production-europe-boundary" }
    services    = ["application-autoscaling", "auditmanager", "cloudformation", "cognito-identity", "ec2", "ecs", "elasticloadbalancing", "iam", "kinesisanalytics", "networkmanager", "s3", "servicediscovery"]
  }

  assert {
    condition = alltrue([
      for policy in merge(aws_iam_policy.permissions, aws_iam_policy.boundary, aws_iam_policy.services) :
      length(replace(policy.policy, "/\\s/", "")) <= 6144
    ])
    error_message = "A managed policy has at most 6144 characters; IAM counts no white space."
  }

  assert {
    condition     = length(aws_iam_role_policy_attachment.permissions) + length(aws_iam_role_policy_attachment.services) == 10
    error_message = "A role has at most 10 managed policies, unless its account asks for more."
  }
}

run "refuses_more_services_than_a_role_has_policies_for_before_anything_is_made" {
  command = plan

  variables {
    zone_ids   = ["Z123"]
    foundation = { name_prefix = "shopstack", permissions_boundary_arn = "arn:aws:iam::123456789012:policy/shopstack-boundary" }
    services   = [for i in range(13) : "service-${i}"]
  }

  expect_failures = [aws_iam_role.this]
}

run "takes_as_many_services_as_fit_beside_what_every_role_has" {
  command = plan

  variables {
    services = [for i in range(21) : "service-${i}"]
  }
}

run "refuses_one_more" {
  command = plan

  variables {
    services = [for i in range(22) : "service-${i}"]
  }

  expect_failures = [aws_iam_role.this]
}

run "takes_more_where_the_quota_of_the_account_was_raised" {
  command = plan

  variables {
    services     = [for i in range(22) : "service-${i}"]
    max_policies = 20
  }
}

run "refuses_a_policy_that_is_longer_than_iam_takes" {
  command = plan

  variables {
    zone_ids = [for i in range(200) : format("Z%020d", i)]
  }

  expect_failures = [aws_iam_policy.permissions["dns"]]
}

run "bounds_the_role_to_the_regions_of_the_target" {
  command = apply

  assert {
    condition = one([
      for statement in jsondecode(aws_iam_policy.boundary["provisioner-boundary"].policy).Statement :
      statement.Condition.StringNotEquals["aws:RequestedRegion"] if statement.Sid == "NoOtherRegion"
    ]) == ["eu-central-1", "us-east-1"]
    error_message = "Only the target's regions, and the one in which global services are tagged."
  }
}

run "writes_names_only_in_the_zones_that_are_given" {
  command = apply

  assert {
    condition     = !contains(keys(aws_iam_policy.permissions), "dns")
    error_message = "Without a zone there is no right to any."
  }
}

run "writes_names_in_a_zone_that_is_given" {
  command = apply

  variables {
    zone_ids = ["Z123"]
  }

  assert {
    condition     = jsondecode(aws_iam_policy.permissions["dns"].policy).Statement[0].Resource == ["arn:aws:route53:::hostedzone/Z123"]
    error_message = "The zone that is given, and no other."
  }
}

run "makes_no_foundation_unless_told" {
  command = apply

  assert {
    condition     = length([for name in keys(aws_iam_policy.permissions) : name if startswith(name, "foundation")]) == 0
    error_message = "A foundation's rights are an opt-in."
  }

  assert {
    condition     = !strcontains(aws_iam_policy.boundary["provisioner-boundary"].policy, "oidc-provider") && !strcontains(aws_iam_policy.boundary["provisioner-boundary"].policy, "s3:")
    error_message = "Without foundations the boundary must not open for them."
  }
}

run "makes_foundations_inside_their_boundary_and_prefix" {
  command = apply

  variables {
    foundation = { name_prefix = "shopstack", permissions_boundary_arn = "arn:aws:iam::123456789012:policy/github" }
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.permissions["foundation-identity"].policy).Statement :
      try(statement.Condition.StringEquals["iam:PermissionsBoundary"], "") == var.foundation.permissions_boundary_arn
      if length(setintersection(flatten([statement.Action]), ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"])) > 0
    ])
    error_message = "No role may be made or given a policy without the boundary of foundations."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.permissions["foundation-identity"].policy).Statement :
      contains(["arn:aws:iam::123456789012:role/shopstack*", "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"], statement.Resource) || statement.Action == "iam:ListRoles"
    ])
    error_message = "No identity but those under the prefix and GitHub's provider may be touched."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_policy.permissions["foundation-identity"].policy).Statement : statement.Condition.StringEquals["iam:PassedToService"] if statement.Action == "iam:PassRole"]) == "codebuild.amazonaws.com"
    error_message = "Roles may be handed to builds alone."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.permissions["foundation"].policy).Statement :
      strcontains(statement.Resource, "shopstack") || can(statement.Condition.StringEquals) || statement.Sid == "Look"
    ])
    error_message = "What is not under the prefix must be tagged."
  }

  assert {
    condition = contains(one([
      for statement in jsondecode(aws_iam_policy.boundary["provisioner-boundary"].policy).Statement : statement.Resource if statement.Sid == "NoIdentityOfAnybodyElse"
    ]), "arn:aws:iam::123456789012:role/shopstack*")
    error_message = "The boundary must let the roles of foundations through."
  }
}

run "refuses_a_foundation_that_could_become_an_environment" {
  command = plan

  variables {
    foundation = { name_prefix = "idp-shopstack", permissions_boundary_arn = "arn:aws:iam::aws:policy/AdministratorAccess" }
  }

  expect_failures = [var.foundation]
}

run "refuses_wildcards_weak_ids_and_a_role_that_environments_could_change" {
  command = plan

  variables {
    runner_role_arn = "arn:aws:iam::111122223333:role/*"
    external_id     = "short"
    regions         = []
    name            = "idp-provisioner"
    zone_ids        = ["*"]
  }

  expect_failures = [var.runner_role_arn, var.external_id, var.regions, var.name, var.zone_ids]
}

run "offers_no_service_unless_told" {
  command = apply

  assert {
    condition     = length(aws_iam_policy.services) == 0 && length(output.services) == 0
    error_message = "A service as a whole is an opt-in."
  }

  assert {
    condition     = !strcontains(aws_iam_policy.boundary["provisioner-boundary"].policy, "sns:") && !strcontains(aws_iam_policy.boundary["provisioner-boundary"].policy, ":policy/")
    error_message = "The boundary must not open for a service that is not offered."
  }
}

# What roles of environments may do in a service stands in a boundary for all of them together, which has a limit.
run "bounds_what_clusters_and_their_controllers_may_do" {
  command = apply

  variables {
    services = ["ec2", "eks", "kms", "logs", "route53", "sqs"]
  }

  assert {
    condition     = strcontains(aws_iam_policy.boundary["provisioner-boundary"].policy, ":oidc-provider/oidc.eks.*") && strcontains(aws_iam_policy.boundary["environment-boundary"].policy, "KubernetesMakesWithTheTag")
    error_message = "Issuers of clusters, and what clusters make, must be inside the boundaries."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.boundary["environment-boundary"].policy).Statement :
      can(statement.Condition) || statement.Sid == "KubernetesLooks" || statement.Sid == "KubernetesMakesOfWhatIsThere" || alltrue([for resource in flatten([statement.Resource]) : strcontains(resource, "idp-") || strcontains(resource, "/aws")])
      if startswith(statement.Sid, "Kubernetes")
    ])
    error_message = "Controllers must change only what has the tag, or a name of environments, or is a cluster's of theirs."
  }
}

# What a statement names neither by the prefix nor by a condition, and what is more than a look, stands here.
run "opens_of_each_service_only_what_has_no_name_and_no_tag" {
  command = apply

  variables {
    max_policies = 20

    services = [
      "acm", "apigateway", "autoscaling", "backup", "cloudfront", "cognito-idp", "config", "ec2", "eks", "elasticache", "elasticfilesystem", "iam",
      "logs", "organizations", "ram", "route53", "s3", "servicediscovery", "ses", "sns", "wafv2",
    ]
  }

  assert {
    condition = toset([
      for statement in flatten([for policy in aws_iam_policy.services : jsondecode(policy.policy).Statement]) : statement.Sid
      if !can(statement.Condition) && !alltrue([for resource in flatten([statement.Resource]) : strcontains(resource, "idp-")]) && !alltrue([for action in flatten([statement.Action]) : can(regex(":(CheckCapacity|Describe|Get|GET|List|Search)", action))])
      ]) == toset([
      "ApigatewayBelowApisWithoutTags",
      "ApigatewayMadeWithAPolicy",
      "ApigatewayTagsWhatItMayChange",
      "BackupMakesVaults",
      "CloudfrontHasNoNameAndNoTagForThese",
      "ConfigHasNoResourceForItsChannel",
      "Ec2ChangesThemBeforeTheyAreTagged",
      "Ec2StartsWhatOthersMade",
      "Ec2StartsWithWhatComesUntagged",
      "EksIssuersOfItsClusters",
      "ElasticacheWithDefaultsOfAws",
      "ElasticfilesystemMakesInterfacesThatItDoesNotTag",
      "LogsHaveNoResourceForThese",
      "RamGivesPermissionsOfAws",
      "Route53HasNoNameAndNoTagForThese",
      "ServicediscoveryMakesZones",
      "ServicediscoveryTagsWithNoResource",
      "Wafv2BeforeWhatIsAskedToo",
      "Wafv2WritesItsLogs",
    ])
    error_message = "What is not under the prefix must be tagged, or only looked at, or be named here."
  }
}

run "offers_services_under_the_names_and_the_tag_of_environments" {
  command = apply

  variables {
    services = ["sns", "iam", "ec2"]
  }


  assert {
    condition = contains(one([
      for statement in jsondecode(aws_iam_policy.boundary["provisioner-boundary"].policy).Statement : statement.Action if statement.Sid == "WhatTemplatesAreMadeOf"
    ]), "sns:*")
    error_message = "The boundary must let a service through that is offered."
  }

  assert {
    condition = !contains(one([
      for statement in jsondecode(aws_iam_policy.boundary["provisioner-boundary"].policy).Statement : statement.Action if statement.Sid == "WhatTemplatesAreMadeOf"
    ]), "iam:*")
    error_message = "Offering iam must not open IAM but for the names of environments."
  }

  assert {
    condition = alltrue([
      for statement in flatten([for policy in aws_iam_policy.services : jsondecode(policy.policy).Statement]) :
      endswith(statement.Condition.StringEquals["iam:PermissionsBoundary"], ":policy/leasehold-provisioner-environment-boundary")
      if contains(flatten([statement.Action]), "iam:AttachRolePolicy")
    ])
    error_message = "A policy may be attached only to roles inside the boundary of environments."
  }

  assert {
    condition     = output.services == tolist(["ec2", "iam", "sns"])
    error_message = "The hub is given the services that are offered."
  }
}

run "lets_a_service_through_its_boundary_with_what_it_needs_besides" {
  command = apply

  variables {
    services = ["backup"]
  }

  assert {
    condition = length(setsubtract(["backup:*", "backup-storage:MountCapsule"], one([
      for statement in jsondecode(aws_iam_policy.boundary["provisioner-boundary"].policy).Statement : statement.Action if statement.Sid == "WhatTemplatesAreMadeOf"
    ]))) == 0
    error_message = "A vault is made with a right of another service, which the boundary must allow."
  }
}

run "refuses_services_that_open_the_account_and_wildcards" {
  command = plan

  variables {
    services = ["sts", "*"]
  }

  expect_failures = [var.services]
}
