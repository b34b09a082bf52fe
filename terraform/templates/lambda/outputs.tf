output "function_name" {
  description = "Name of the function."
  value       = aws_lambda_function.this.function_name
}

output "function_arn" {
  description = "ARN of the function."
  value       = aws_lambda_function.this.arn
}

output "alias_arn" {
  description = "ARN of the alias that callers use."
  value       = aws_lambda_alias.this.arn
}

output "invoke_arn" {
  description = "ARN by which API Gateway calls the alias."
  value       = aws_lambda_alias.this.invoke_arn
}

output "version" {
  description = "Version that the alias points to."
  value       = aws_lambda_alias.this.function_version
}

output "function_url" {
  description = "URL for signed calls; null without one."
  value       = one(aws_lambda_function_url.this[*].function_url)
}

output "role_arn" {
  description = "ARN of the function's role."
  value       = aws_iam_role.this.arn
}

output "log_group_name" {
  description = "Name of the log group."
  value       = aws_cloudwatch_log_group.this.name
}

output "on_failure_arn" {
  description = "ARN of what gets what failed."
  value       = local.on_failure_arn
}

output "invoke_policy" {
  description = "Policy document, as JSON, for a role that calls the function, also by its URL."
  value = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "CallTheFunction"
      Effect   = "Allow"
      Action   = ["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"]
      Resource = [aws_lambda_alias.this.arn]
    }]
  })
}
