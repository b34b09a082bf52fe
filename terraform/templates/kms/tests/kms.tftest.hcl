mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = { name = "keys", id = "01JD6Z0000000000000000000A", tags = {} }
  keys      = { main = { description = "What the shop stores" } }
}

run "is_rotated_can_be_brought_back_and_is_administered_by_the_account_alone" {
  command = apply

  assert {
    condition     = aws_kms_key.this["main"].enable_key_rotation && aws_kms_key.this["main"].rotation_period_in_days == 365 && aws_kms_key.this["main"].deletion_window_in_days == 30
    error_message = "A key must be rotated each year and be restorable for 30 days."
  }

  assert {
    condition     = [for one in jsondecode(aws_kms_key.this["main"].policy).Statement : one.Principal.AWS] == ["arn:aws:iam::123456789012:root"]
    error_message = "Without a word nobody but the account must be in the policy."
  }

  assert {
    condition     = can(regex("^alias/idp-keys-[0-9a-f]{8}-main$", output.alias_names["main"])) && output.kms_key_arns["main"] == aws_kms_key.this["main"].arn
    error_message = "Each key must have an alias of the environment, and an ARN."
  }
}

run "names_who_uses_it_and_through_what" {
  command = apply

  variables {
    keys = {
      main = {
        description  = "What the shop stores"
        user_arns    = ["arn:aws:iam::123456789012:role/shop"]
        via_services = ["s3", "rds"]
        services     = ["logs", "cloudwatch", "cloudtrail"]
      }
    }
  }

  assert {
    condition = [for one in jsondecode(aws_kms_key.this["main"].policy).Statement : one.Sid] == [
      "PoliciesOfTheAccountDecide", "RolesUseIt", "RolesLetServicesUseIt", "TheAccountUsesItThroughServices", "ServicesFindIt", "ServiceLogs", "ServiceCloudwatch", "ServiceCloudtrail"
    ]
    error_message = "There must be a statement for each kind of user."
  }

  assert {
    condition = alltrue([
      for one in jsondecode(aws_kms_key.this["main"].policy).Statement : contains(keys(one), "Condition")
      if try(one.Principal.AWS, "") == "*" || (can(one.Principal.Service) && one.Sid != "ServicesFindIt")
    ])
    error_message = "Whoever is not named by a role must be held by a condition."
  }

  assert {
    condition     = jsondecode(aws_kms_key.this["main"].policy).Statement[3].Condition.StringEquals == { "kms:CallerAccount" = "123456789012", "kms:ViaService" = ["s3.us-east-1.amazonaws.com", "rds.us-east-1.amazonaws.com"] }
    error_message = "The account must use it through these services alone."
  }

  assert {
    condition     = jsondecode(aws_kms_key.this["main"].policy).Statement[5].Principal.Service == "logs.us-east-1.amazonaws.com" && jsondecode(aws_kms_key.this["main"].policy).Statement[5].Condition.ArnLike["kms:EncryptionContext:aws:logs:arn"] == "arn:aws:logs:us-east-1:123456789012:*"
    error_message = "Logs must use it for log groups of this account and region."
  }

  assert {
    condition     = jsondecode(aws_kms_key.this["main"].policy).Statement[6].Condition.StringEquals["aws:SourceAccount"] == "123456789012"
    error_message = "A service must use it for this account alone."
  }

  assert {
    condition     = length([for one in jsondecode(aws_kms_key.this["main"].policy).Statement : one if one.Sid != "PoliciesOfTheAccountDecide" && contains(flatten([one.Action]), "kms:*")]) == 0
    error_message = "Users must not administer."
  }
}
