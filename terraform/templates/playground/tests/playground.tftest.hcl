variables {
  leasehold = { name = "foo", id = "01JD6Z0000000000000000000A", tags = {} }
}

run "makes_as_many_resources_as_asked" {
  command = apply

  variables {
    resources = 5
    message   = "first"
  }

  assert {
    condition     = length(distinct(output.ids)) == 5 && output.message == "first"
    error_message = "There must be five resources with ids of their own."
  }

  assert {
    condition     = issensitive(output.token) && length(output.token) == 36
    error_message = "The token must be a secret."
  }
}

run "updates_in_place_and_keeps_the_token" {
  command = apply

  variables {
    resources = 4
    message   = "second"
  }

  assert {
    condition     = output.ids == slice(run.makes_as_many_resources_as_asked.ids, 0, 4) && terraform_data.item[0].output.message == "second"
    error_message = "A new message must update the resources, not replace them."
  }

  assert {
    condition     = nonsensitive(output.token == run.makes_as_many_resources_as_asked.token)
    error_message = "The token must stay the same."
  }
}

run "takes_as_long_as_asked" {
  command = apply

  variables {
    resources     = 1
    delay_seconds = 1
  }

  assert {
    condition     = length(output.ids) == 1
    error_message = "A slow resource must be made all the same."
  }
}

run "refuses_values_out_of_bounds" {
  command = plan

  variables {
    resources             = 51
    delay_seconds         = 601
    destroy_delay_seconds = -1
    fail_at               = 50
    message               = join("", [for i in range(201) : "x"])
  }

  expect_failures = [var.resources, var.delay_seconds, var.destroy_delay_seconds, var.fail_at, var.message]
}
