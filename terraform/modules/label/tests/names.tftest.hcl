variables {
  leasehold = {
    name = "foo"
    id   = "01JD6Z0000000000000000000A"
    tags = { "idp:environment" = "foo" }
  }
}

run "ends_every_name_in_a_hash_of_the_life" {
  command = plan

  assert {
    condition     = output.id == "idp-foo-${substr(sha256(var.leasehold.id), 0, 8)}" && output.short == output.id
    error_message = "A short name must be kept whole and end in the hash, got ${output.id} and ${output.short}."
  }

  assert {
    condition     = output.tags == var.leasehold.tags
    error_message = "The tags must be passed on."
  }
}

run "keeps_the_longest_name_within_the_limits" {
  command = plan

  variables {
    leasehold = { name = "a123456789012345678901234567890z", id = "01JD6Z0000000000000000000A", tags = {} }
  }

  assert {
    condition     = length(output.id) == 45
    error_message = "id must have at most 45 characters, got ${length(output.id)}."
  }

  assert {
    condition     = length(output.short) == 26
    error_message = "short must have at most 26 characters, got ${length(output.short)}."
  }
}

run "never_leaves_two_hyphens_at_the_cut" {
  command = plan

  variables {
    leasehold = { name = "a12345678901-4567890", id = "01JD6Z0000000000000000000A", tags = {} }
  }

  assert {
    condition     = !strcontains(output.short, "--") && startswith(output.short, "idp-a12345678901-")
    error_message = "A cut behind a hyphen must drop it, got ${output.short}."
  }
}

run "first_of_two_names_that_share_their_beginning" {
  command = plan

  variables {
    leasehold = { name = "payments-integration-branch-one", id = "01JD6Z0000000000000000000A", tags = {} }
  }
}

run "second_of_two_names_that_share_their_beginning" {
  command = plan

  variables {
    leasehold = { name = "payments-integration-branch-two", id = "01JD6Z0000000000000000000B", tags = {} }
  }

  assert {
    condition     = output.short != run.first_of_two_names_that_share_their_beginning.short
    error_message = "Two names cut to the same beginning must not collide."
  }
}

run "gives_a_second_life_of_a_name_other_names" {
  command = plan

  variables {
    leasehold = { name = "payments-integration-branch-one", id = "01JD6Z0000000000000000000C", tags = {} }
  }

  assert {
    condition = (output.id != run.first_of_two_names_that_share_their_beginning.id
    && output.short != run.first_of_two_names_that_share_their_beginning.short)
    error_message = "Two lives of one name must not collide."
  }
}

run "refuses_a_name_that_breaks_the_rules" {
  command = plan

  variables {
    leasehold = { name = "Foo--bar-", id = "01JD6Z0000000000000000000A", tags = {} }
  }

  expect_failures = [var.leasehold]
}

run "refuses_an_id_that_is_no_ulid" {
  command = plan

  variables {
    leasehold = { name = "foo", id = "1", tags = {} }
  }

  expect_failures = [var.leasehold]
}

run "passes_on_what_bounds_the_roles_and_nothing_where_there_is_no_boundary" {
  command = plan

  variables {
    leasehold = { name = "foo", id = "01JD6Z0000000000000000000A", tags = {}, permissions_boundary = "arn:aws:iam::123456789012:policy/boundary" }
  }

  assert {
    condition     = output.permissions_boundary == var.leasehold.permissions_boundary
    error_message = "The boundary must be passed on."
  }
}
