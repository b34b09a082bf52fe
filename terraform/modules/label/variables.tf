variable "leasehold" {
  description = "The environment: its name, the ULID of its life, its tags, and the ARN of what bounds its roles, if the target has one."
  type = object({
    name = string
    id   = string
    tags = map(string)

    permissions_boundary = optional(string)
  })
  nullable = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.leasehold.name)) && !strcontains(var.leasehold.name, "--")
    error_message = "leasehold.name must be 2 to 32 lower-case letters, digits and single hyphens, starting with a letter."
  }

  validation {
    condition     = can(regex("^[0-7][0-9A-HJKMNP-TV-Z]{25}$", var.leasehold.id))
    error_message = "leasehold.id must be a ULID."
  }
}
