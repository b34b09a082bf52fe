mock_provider "aws" {
  source = "../../mocks"
}

variables {
  names = ["shopstack-dev/catalog", "shopstack-dev/web"]
}

run "makes_tags_immutable_and_scans_what_arrives" {
  command = apply

  assert {
    condition     = keys(output.repositories) == ["shopstack-dev/catalog", "shopstack-dev/web"]
    error_message = "There must be one repository for each name."
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_tag_mutability == "IMMUTABLE" && repository.image_scanning_configuration[0].scan_on_push])
    error_message = "A tag must never move, and every image must be scanned."
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.encryption_configuration[0].encryption_type == "AES256" && !coalesce(repository.force_delete, false)])
    error_message = "Images must be encrypted, and a repository with images must not be deleted."
  }

  assert {
    condition     = length(aws_ecr_repository_policy.pull) == 0
    error_message = "Nobody pulls by the repository unless named."
  }
}

run "takes_the_images_along_where_that_is_asked_for" {
  command = apply

  variables {
    force_delete = true
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.force_delete])
    error_message = "A repository must be deletable with its images."
  }
}

run "keeps_images_in_use_before_any_rule_that_expires" {
  command = apply

  assert {
    condition     = jsondecode(aws_ecr_lifecycle_policy.this["shopstack-dev/web"].policy).rules[0].rulePriority == 1 && jsondecode(aws_ecr_lifecycle_policy.this["shopstack-dev/web"].policy).rules[0].selection.tagPrefixList == ["in-use-"] && jsondecode(aws_ecr_lifecycle_policy.this["shopstack-dev/web"].policy).rules[0].selection.countNumber == 100000
    error_message = "Images in use must be claimed by the first rule, whose count is never met."
  }

  assert {
    condition     = [for rule in jsondecode(aws_ecr_lifecycle_policy.this["shopstack-dev/web"].policy).rules : rule.selection.tagStatus] == ["tagged", "untagged", "any"] && [for rule in jsondecode(aws_ecr_lifecycle_policy.this["shopstack-dev/web"].policy).rules : rule.rulePriority] == [1, 2, 3]
    error_message = "Untagged images must go before the oldest, and the rule for any image must come last."
  }
}

run "encrypts_with_a_key_and_lets_named_roles_pull" {
  command = apply

  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    puller_arns = ["arn:aws:iam::210987654321:role/runtime"]
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.encryption_configuration[0].encryption_type == "KMS" && repository.encryption_configuration[0].kms_key == var.kms_key_arn])
    error_message = "The given key must encrypt the images."
  }

  assert {
    condition     = alltrue([for policy in aws_ecr_repository_policy.pull : jsondecode(policy.policy).Statement[0].Principal.AWS == ["arn:aws:iam::210987654321:role/runtime"] && !strcontains(policy.policy, "Put")]) && length(aws_ecr_repository_policy.pull) == 2
    error_message = "Named roles may pull from every repository, and not push."
  }
}

run "refuses_odd_names_whole_accounts_and_too_few_images" {
  command = plan

  variables {
    names         = ["ShopStack"]
    puller_arns   = ["arn:aws:iam::210987654321:root"]
    keep_images   = 1
    untagged_days = 0
  }

  expect_failures = [var.names, var.puller_arns, var.keep_images, var.untagged_days]
}

run "refuses_everybody" {
  command = plan

  variables {
    puller_arns = ["*"]
  }

  expect_failures = [var.puller_arns]
}
