mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = { name = "orders", id = "01JD6Z0000000000000000000A", tags = {} }
}

run "is_encrypted_restorable_and_paid_by_request_and_can_be_deleted" {
  command = apply

  assert {
    condition     = aws_dynamodb_table.this.billing_mode == "PAY_PER_REQUEST" && !aws_dynamodb_table.this.deletion_protection_enabled
    error_message = "Without a word it must be paid by request, and deletable."
  }

  assert {
    condition     = aws_dynamodb_table.this.server_side_encryption[0].enabled && aws_dynamodb_table.this.point_in_time_recovery[0].enabled
    error_message = "It must be encrypted and restorable."
  }

  assert {
    condition     = [for one in aws_dynamodb_table.this.attribute : "${one.name}:${one.type}"] == ["pk:S"] && length(aws_dynamodb_table.this.global_secondary_index) == 0
    error_message = "The key must be the only attribute, a text."
  }

  assert {
    condition     = output.stream_arn == null && !strcontains(output.read_policy, "Stream") && !strcontains(output.read_policy, "kms:")
    error_message = "Without a stream and a key of its own there must be no right to them."
  }
}

run "declares_each_attribute_of_a_key_once_with_its_type" {
  command = apply

  variables {
    range_key = "created"
    key_types = { created = "N" }
    indexes = {
      by-owner = { hash_key = "owner", range_key = "created" }
      by-state = { hash_key = "state", projection = "INCLUDE", attributes = ["title"] }
    }
  }

  assert {
    condition     = toset([for one in aws_dynamodb_table.this.attribute : "${one.name}:${one.type}"]) == toset(["pk:S", "created:N", "owner:S", "state:S"])
    error_message = "Each attribute of a key must be declared once."
  }

  assert {
    condition     = { for index in aws_dynamodb_table.this.global_secondary_index : index.name => index.projection_type } == { by-owner = "ALL", by-state = "INCLUDE" }
    error_message = "Each index must hold what is said."
  }
}

run "gives_table_and_indexes_a_capacity_where_it_is_provisioned" {
  command = apply

  variables {
    billing_mode   = "PROVISIONED"
    read_capacity  = 7
    write_capacity = 3
    indexes        = { by-owner = { hash_key = "owner" } }
  }

  assert {
    condition     = aws_dynamodb_table.this.read_capacity == 7 && aws_dynamodb_table.this.write_capacity == 3
    error_message = "The table must have the capacity."
  }

  assert {
    condition     = alltrue([for index in aws_dynamodb_table.this.global_secondary_index : index.read_capacity == 7 && index.write_capacity == 3])
    error_message = "An index needs a capacity of its own."
  }
}

run "gives_roles_what_is_said_and_nothing_else" {
  command = apply

  variables {
    kms_key_arn      = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    stream_view_type = "NEW_IMAGE"
  }

  assert {
    condition     = length([for action in flatten([for one in jsondecode(output.read_policy).Statement : one.Action]) : action if can(regex("Put|Update|Delete|Write|\\*", action))]) == 0
    error_message = "Who reads must not write."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(output.write_policy).Statement : alltrue([for arn in statement.Resource : startswith(arn, aws_dynamodb_table.this.arn) || arn == var.kms_key_arn])])
    error_message = "A policy must hold for this table and its key only."
  }

  assert {
    condition     = [for statement in jsondecode(output.write_policy).Statement : statement.Sid] == ["ReadItems", "ReadStream", "UseTheKeyOfTheTable", "WriteItems"]
    error_message = "Who writes reads too, uses the key, and sees the stream."
  }
}

run "deletes_items_by_their_time_and_protects_the_table_of_a_life_without_an_end" {
  command = apply

  variables {
    leasehold     = { name = "orders", id = "01JD6Z0000000000000000000A", tags = {}, permanent = true }
    ttl_attribute = "expires"
  }

  assert {
    condition     = aws_dynamodb_table.this.ttl[0].enabled && aws_dynamodb_table.this.ttl[0].attribute_name == "expires" && aws_dynamodb_table.this.deletion_protection_enabled
    error_message = "Items must go by their attribute, and the table must be protected."
  }
}

run "refuses_attributes_of_an_index_that_holds_all" {
  command = plan

  variables {
    indexes = { by-owner = { hash_key = "owner", attributes = ["title"] } }
  }

  expect_failures = [var.indexes]
}
