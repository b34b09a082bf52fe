mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = { name = "states", id = "01JD6Z0000000000000000000A", tags = {}, permissions_boundary = "arn:aws:iam::123456789012:policy/target" }
  project   = "shopstack"
}

run "has_one_name_for_bucket_and_lock_table" {
  command = apply

  assert {
    condition     = output.bucket == "shopstack-dev-tf-123456789012" && output.backend.bucket == output.bucket && output.backend.dynamodb_table == output.bucket
    error_message = "Bucket and lock table must be <project>-<environment>-tf-<account>."
  }

  assert {
    condition     = output.backend.kms_key_id == output.kms_key_arn && output.reader_role_arn == null
    error_message = "The settings must name the key, and nobody may read unless named."
  }
}

run "lets_readers_read" {
  command = apply

  variables {
    reader_arns = ["arn:aws:iam::210987654321:role/target"]
  }

  assert {
    condition     = output.reader_role_arn != null
    error_message = "Named readers need a role."
  }
}

run "refuses_names_that_others_cannot_read" {
  command = plan

  variables {
    project     = "ShopStack"
    environment = "dev/x"
  }

  expect_failures = [var.project, var.environment]
}
