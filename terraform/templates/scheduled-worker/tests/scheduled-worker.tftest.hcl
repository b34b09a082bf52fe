mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = {
    name = "payments-integration-branch-one"
    id   = "01JD6Z0000000000000000000A"
    tags = { "idp:environment-id" = "01JD6Z0000000000000000000A" }
  }
}

run "runs_on_a_schedule" {
  command = apply

  variables {
    schedule_expression = "cron(0 6 * * ? *)"
  }

  assert {
    condition     = output.event_rule_name == "${module.label.id}-schedule" && length(output.event_rule_name) <= 64
    error_message = "The rule must bear the name of the life, in at most 64 characters."
  }

  assert {
    condition     = output.dead_letter_queue_url != "" && output.log_group == "/ecs/${module.label.id}"
    error_message = "The queue and the log group must be told."
  }
}
