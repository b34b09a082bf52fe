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

variable "domain" {
  description = "The domain that mails are sent from."
  type        = string
  nullable    = false
}

variable "zone_id" {
  description = "Id of the public zone that the domain is in, where its records are made; empty where they are made elsewhere."
  type        = string
  default     = ""
  nullable    = false
}

variable "record_ttl" {
  description = "Seconds for which resolvers keep these records."
  type        = number
  default     = 300
  nullable    = false
}

variable "mail_from" {
  description = "First part of the name below the domain that bounces come back to; nothing else may be at it."
  type        = string
  default     = "bounce"
  nullable    = false
}

variable "spf_of_domain" {
  description = "Whether the domain itself says that Amazon SES alone sends its mails; not where others do, or it has a TXT record already."
  type        = bool
  default     = false
  nullable    = false
}

variable "dmarc_policy" {
  description = "What others do with mails that only claim to be from the domain: refuse (reject), put aside (quarantine), or nothing (none)."
  type        = string
  default     = "reject"
  nullable    = false
}

variable "dmarc_reports" {
  description = "Address that others send reports about such mails to; empty for none."
  type        = string
  default     = ""
  nullable    = false
}

variable "sending" {
  description = "Whether mails are sent; false stops them at once."
  type        = bool
  default     = true
  nullable    = false
}

variable "events" {
  description = "What becomes of a mail and is told to the topic."
  type        = list(string)
  default     = ["BOUNCE", "COMPLAINT", "REJECT"]
  nullable    = false
}

variable "topic_arn" {
  description = "ARN of a topic that Amazon SES may publish to; empty for one of its own."
  type        = string
  default     = ""
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of a key tagged idp:managed = true, which Amazon SES may use, that encrypts its own topic; empty for none but that of SNS's disks."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.kms_key_arn == "" || var.topic_arn == ""
    error_message = "kms_key_arn is for the component's own topic; another topic has its own key."
  }
}
