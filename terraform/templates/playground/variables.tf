variable "leasehold" {
  description = "The environment, supplied by the control plane: its name, the ULID of its life and its tags."
  type = object({
    name = string
    id   = string
    tags = map(string)
  })
  nullable = false
}

variable "resources" {
  description = "How many resources to make."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.resources >= 1 && var.resources <= 50 && floor(var.resources) == var.resources
    error_message = "resources must be between 1 and 50."
  }
}

variable "message" {
  description = "Text that every resource carries and the output message repeats; changing it updates all in place."
  type        = string
  default     = "hello"
  nullable    = false

  validation {
    condition     = length(var.message) <= 200
    error_message = "message may have at most 200 characters."
  }
}

variable "delay_seconds" {
  description = "How long each resource takes to be made; Terraform makes ten at a time."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.delay_seconds >= 0 && var.delay_seconds <= 600 && floor(var.delay_seconds) == var.delay_seconds
    error_message = "delay_seconds must be between 0 and 600."
  }
}

variable "destroy_delay_seconds" {
  description = "How long each resource takes to be destroyed; Terraform destroys ten at a time."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.destroy_delay_seconds >= 0 && var.destroy_delay_seconds <= 600 && floor(var.destroy_delay_seconds) == var.destroy_delay_seconds
    error_message = "destroy_delay_seconds must be between 0 and 600."
  }
}

variable "fail_at" {
  description = "Index of a resource that fails while it is made, to see what a failure looks like; -1 for none."
  type        = number
  default     = -1
  nullable    = false

  validation {
    condition     = var.fail_at >= -1 && var.fail_at <= 49 && floor(var.fail_at) == var.fail_at
    error_message = "fail_at must be -1 or the index of a resource."
  }
}

variable "awake" {
  description = "Whether it is awake, supplied by the control plane: asleep, there are no items."
  type        = bool
  default     = true
  nullable    = false
}
