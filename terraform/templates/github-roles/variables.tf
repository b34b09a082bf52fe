variable "leasehold" {
  description = "The environment, supplied by the control plane: its name, the ULID of its life, its tags, and what bounds its roles."
  type = object({
    name = string
    id   = string
    tags = map(string)

    permissions_boundary = optional(string)
  })
  nullable = false
}

variable "project" {
  description = "First part of every name, such as shopstack."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", var.project))
    error_message = "project must be 2 to 20 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "environment" {
  description = "Second part of every name: which environment of the project this is the foundation of."
  type        = string
  default     = "dev"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,10}[a-z0-9]$", var.environment))
    error_message = "environment must be 2 to 12 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "oidc_provider_arn" {
  description = "ARN of the account's provider for GitHub, output arn of oidc-provider."
  type        = string
  nullable    = false
}

variable "trust" {
  description = "By job (plan, apply, push, build), whose runs may take its role: a repository with its ids, and a branch, an environment, or both."
  type        = map(list(object({ owner = string, owner_id = string, repository = string, repository_id = string, branch = optional(string), environment = optional(string) })))
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "ARN of the policy that no role goes beyond, whatever it is given: the boundary of the target's foundations."
  type        = string
  nullable    = false
}

variable "state_kms_key_arn" {
  description = "ARN of the key of the states, output kms_key_arn of state-backend; plan and apply need it."
  type        = string
  default     = ""
  nullable    = false
}

variable "read_policy_arns" {
  description = "ARNs of the policies with which plan reads the account."
  type        = list(string)
  default     = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
  nullable    = false
}

variable "apply_policy_arns" {
  description = "ARNs of the policies with which apply changes the account; apply needs one."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "images" {
  description = "Images that push may push and build may build: catalog is <project>-<environment>/catalog, from ecr and image-build."
  type        = list(string)
  default     = []
  nullable    = false
}
