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
      Principal = { AWS = var.runner_role_arn }
      Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }
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

run "fits_each_policy_into_what_iam_allows" {
  command = apply

  assert {
    condition     = alltrue([for policy in merge(aws_iam_policy.permissions, aws_iam_policy.boundary) : length(policy.policy) <= 6144])
    error_message = "A managed policy has at most 6144 characters."
  }
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
