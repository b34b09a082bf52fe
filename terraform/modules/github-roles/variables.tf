variable "label" {
  description = "The names of the foundation."
  type        = object({ id = string })
  nullable    = false
}

variable "oidc_provider_arn" {
  description = "ARN of the account's provider token.actions.githubusercontent.com."
  type        = string
  nullable    = false
}

variable "trust" {
  description = "By job (plan, apply, push, build), whose runs may take its role: a repository with its ids, and a branch, an environment, or both."
  type = map(list(object({
    owner         = string
    owner_id      = string
    repository    = string
    repository_id = string
    branch        = optional(string)
    environment   = optional(string)
  })))
  nullable = false

  validation {
    condition     = alltrue([for job, entries in var.trust : contains(["plan", "apply", "push", "build"], job) && length(entries) > 0])
    error_message = "trust may have the jobs plan, apply, push and build, each with a repository at least."
  }

  validation {
    condition     = alltrue([for entry in flatten(values(var.trust)) : can(regex("^[A-Za-z0-9][A-Za-z0-9-]*$", entry.owner)) && can(regex("^[A-Za-z0-9._-]+$", entry.repository))])
    error_message = "owner and repository must be one name each, without a wildcard."
  }

  validation {
    condition     = alltrue([for entry in flatten(values(var.trust)) : can(regex("^[1-9][0-9]*$", entry.owner_id)) && can(regex("^[1-9][0-9]*$", entry.repository_id))])
    error_message = "owner_id and repository_id must be GitHub's numbers, which outlive a rename (gh api repos/OWNER/REPOSITORY --jq '.id, .owner.id')."
  }

  validation {
    condition     = alltrue([for entry in flatten(values(var.trust)) : entry.branch != null || entry.environment != null])
    error_message = "Each repository must be limited to a branch or an environment."
  }

  validation {
    condition     = alltrue([for entry in flatten(values(var.trust)) : can(regex("^[A-Za-z0-9][A-Za-z0-9._/-]*$", coalesce(entry.branch, "none"))) && can(regex("^[A-Za-z0-9][A-Za-z0-9._-]*$", coalesce(entry.environment, "none")))])
    error_message = "branch and environment must be one name each, without a wildcard."
  }
}

variable "state" {
  description = "The states that plan and apply work on: output access of state-backend, and with which their keys begin; they end in .tfstate."
  type        = object({ bucket_arn = string, lock_table_arn = string, kms_key_arn = string, prefix = string })
  default     = null

  validation {
    condition     = var.state != null || length(setintersection(keys(var.trust), ["plan", "apply"])) == 0
    error_message = "plan and apply need state."
  }

  validation {
    condition     = var.state == null || can(regex("^([A-Za-z0-9_.-]+/)+$", var.state.prefix))
    error_message = "state.prefix must be folders, each ended by a slash, without a wildcard."
  }
}

variable "read_policy_arns" {
  description = "Managed policies with which plan reads the account."
  type        = list(string)
  default     = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
  nullable    = false
}

variable "apply_policy_arns" {
  description = "Managed policies with which apply changes the account."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.apply_policy_arns : !endswith(arn, ":policy/AdministratorAccess")])
    error_message = "A job that may do everything is not limited; name what apply changes."
  }

  validation {
    condition     = length(var.apply_policy_arns) > 0 || !contains(keys(var.trust), "apply")
    error_message = "apply needs apply_policy_arns, otherwise it can change only states."
  }
}

variable "permissions_boundary_arn" {
  description = "Policy that no role goes beyond, whatever it is given; apply must have one."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary_arn != null || !contains(keys(var.trust), "apply")
    error_message = "apply needs permissions_boundary_arn: it may write roles, and would give itself more."
  }
}

variable "repository_arns" {
  description = "ARNs of the image repositories that push may push to."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.repository_arns) > 0 || !contains(keys(var.trust), "push")
    error_message = "push needs repository_arns."
  }
}

variable "build_project_arns" {
  description = "ARNs of the CodeBuild projects whose builds build may start, follow and stop."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.build_project_arns) > 0 || !contains(keys(var.trust), "build")
    error_message = "build needs build_project_arns."
  }
}
