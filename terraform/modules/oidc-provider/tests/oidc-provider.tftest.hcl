mock_provider "aws" {
  source = "../../mocks"
}

run "trusts_github_for_the_audience_of_aws_alone" {
  command = apply

  assert {
    condition     = aws_iam_openid_connect_provider.github.url == "https://token.actions.githubusercontent.com"
    error_message = "The provider must be GitHub's."
  }

  assert {
    condition     = aws_iam_openid_connect_provider.github.client_id_list == toset(["sts.amazonaws.com"])
    error_message = "A token for another audience must not be taken."
  }
}
