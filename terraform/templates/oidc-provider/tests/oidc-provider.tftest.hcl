mock_provider "aws" {
  source = "../../mocks"
}

variables {
  leasehold = { name = "github", id = "01JD6Z0000000000000000000A", tags = {} }
}

run "says_its_arn" {
  command = apply

  assert {
    condition     = endswith(output.arn, ":oidc-provider/token.actions.githubusercontent.com")
    error_message = "The provider must be GitHub's, got ${output.arn}."
  }
}
