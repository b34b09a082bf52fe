variable "leasehold" {
  description = "The environment, supplied by the control plane: its name, the ULID of its life, its tags, and what bounds its roles, and whether it has no end."
  type = object({
    name = string
    id   = string
    tags = map(string)

    permissions_boundary = optional(string)
    permanent            = optional(bool, false)
  })
  nullable = false
}

variable "project" {
  description = "First part of every name."
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

variable "repositories" {
  description = "Last parts of the names: catalog makes the repository <project>-<environment>/catalog."
  type        = list(string)
  nullable    = false
}

variable "puller_arns" {
  description = "ARNs of the roles of other accounts that may pull; roles of this account need their own policy only."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "untagged_days" {
  description = "Days after which an image without a tag is deleted."
  type        = number
  default     = 7
  nullable    = false
}

variable "keep_images" {
  description = "How many of the newest images stay, in addition to those that environments use."
  type        = number
  default     = 200
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the key that encrypts the images, for good; empty for the registry's own AES256."
  type        = string
  default     = ""
  nullable    = false
}
