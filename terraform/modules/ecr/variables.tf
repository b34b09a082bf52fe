variable "names" {
  description = "Names of the repositories, such as shopstack-dev/catalog."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.names) > 0 && alltrue([for name in var.names : can(regex("^[a-z][a-z0-9]*([._/-][a-z0-9]+)*$", name)) && length(name) >= 2 && length(name) <= 256])
    error_message = "Each name must be 2 to 256 lower-case letters and digits, parted by single hyphens, dots, underscores or slashes."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the images; null for the registry's own AES256. AWS cannot change it later."
  type        = string
  default     = null
}

variable "untagged_days" {
  description = "Days after which an image without a tag is deleted."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.untagged_days >= 1
    error_message = "untagged_days must be at least 1."
  }
}

variable "keep_images" {
  description = "How many of the newest images stay, in addition to those in use."
  type        = number
  default     = 200
  nullable    = false

  validation {
    condition     = var.keep_images >= 10
    error_message = "keep_images must be at least 10, or what was just pushed is gone before anything runs it."
  }
}

variable "force_delete" {
  description = "Whether images are deleted with their repositories; if false, a repository with images cannot be destroyed."
  type        = bool
  default     = false
  nullable    = false
}

variable "puller_arns" {
  description = "ARNs of the roles, above all of other accounts, that may pull; roles of this account need their own policy only."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.puller_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "Each puller must be the ARN of one role: no account, no wildcard."
  }
}
